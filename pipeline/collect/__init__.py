"""Reads results of ours back, each file once and only as its run left it: for what rests on several months."""
