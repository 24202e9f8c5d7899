"""Who is answered: the Flask side. Every webhook passes the guard first."""
