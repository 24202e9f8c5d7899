"""`python -m ivr`"""

import os
import sys

from ivr.cli import main

# A number stands in the database until its text is sent: no other user of the
# machine may read what is kept.
os.umask(0o077)
sys.exit(main())
