import sys

from shoumi.config.commands import main

sys.exit(main())
