"""What is asked of Twilio: the one importer of its REST client."""
