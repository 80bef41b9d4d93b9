"""The risk model: recipe, evaluation, weights and card (not Django's word for a table)."""
