"""Twilio, played on this machine: it knows the hotline's addresses and nothing else."""
