"""`aftalegraf serve`: explorer, addresses of things, JSON API and SPARQL endpoint as one application."""
