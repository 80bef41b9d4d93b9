"""The public pages of anonymous tips: a process of their own, without sessions, cookies or access log."""
