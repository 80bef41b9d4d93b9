"""Requests by people about their own data: access, correction, deletion, and appeals by those posted about."""
