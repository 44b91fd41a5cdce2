"""Charts over time: what is drawn, from which samples, on which axes."""
