"""A store on a SPARQL 1.1 server: its address, the login, what it is asked, and how agreements are written there."""
