"""How the committee's acts are asked for."""
