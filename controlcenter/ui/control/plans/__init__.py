"""Plans: what lamps do by the clock and the sun, seen before it is put in force."""
