#!/bin/sh
# Waits until the database can be worked with, whatever its schema is.
#
# WAIT_SECONDS   how long in all; then the last answer is given: 10 (default 300)
# WAIT_INTERVAL  seconds between two attempts (default 2)
#
# `schemata status --check` says 10 while the server cannot be reached, 0 or 3 when it
# was read. What else it says does not pass by waiting, and ends this at once.
set -u

until=$(($(date +%s) + ${WAIT_SECONDS:-300}))
while true; do
  schemata status --check
  code=$?
  case $code in
    0 | 3) exit 0 ;;
    10) ;;
    *) exit "$code" ;;
  esac
  [ "$(date +%s)" -lt "$until" ] || exit "$code"
  sleep "${WAIT_INTERVAL:-2}"
done
