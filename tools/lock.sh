#!/bin/sh
# Renews both lock files from pyproject.toml (needs the tool uv; installing and testing does not).
set -e
cd "$(dirname "$0")/.."
uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.txt "$@"
uv pip compile pyproject.toml --extra build --extra test --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements-test.txt "$@"
