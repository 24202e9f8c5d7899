"""What is remembered: places, events, texts to be sent, transfers tried."""
