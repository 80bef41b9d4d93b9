"""Disclosures in an emergency of health or safety (34 CFR 99.36), and the record that 99.32(a)(5) asks for."""
