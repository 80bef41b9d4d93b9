"""Ground floor: contracts, wire format, errors, the one IO loop, brokers, metric declarations."""
