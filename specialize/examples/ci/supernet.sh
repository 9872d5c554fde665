#!/usr/bin/env bash
# Makes the supernet of the product. CI keeps it by the hash of this file and of the images: change one, and it is made anew.
#
#   supernet.sh FOLDER
set -euo pipefail

folder=${1:?which folder for the supernet}
program=${SPECIALIZE:-specialize}

"$program" train --data images --out "$folder" --epochs 20
