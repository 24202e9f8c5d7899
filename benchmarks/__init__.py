"""How fast the hotline answers, as ratios within one run on one machine."""
