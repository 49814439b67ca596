"""Text in, records out: reads agreements and finds the commitments in them. Imports `ontology` alone of ours."""
