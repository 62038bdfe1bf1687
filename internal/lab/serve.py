# Runs JupyterLab until the program that started it is gone: its end of the
# pipe on standard input closes then, however it ended.
import os
import signal
import sys
import threading


def stop_with_parent():
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=stop_with_parent, daemon=True).start()

from jupyterlab.labapp import main

sys.exit(main())
