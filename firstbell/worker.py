"""`firstbell worker STAGE`: one stage as one process, from its broker to its counters."""

import signal
import threading
import time
from collections.abc import Callable

from firstbell.heartbeat import Heart
from firstbell.keyring_command import ring_file
from firstbell.keys import KEYS, id_key
from firstbell.logs import configure, logger
from firstbell.pipeline import STAGES
from firstbell.settings import Settings, Source
from stream.broker import Broker
from stream.brokers import connect
from stream.errors import BadInput
from stream.metrics import Meter
from stream.topics import ALL
