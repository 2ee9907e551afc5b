"""Plain or encrypted: what the flags of client.py and server.py say."""

import argparse
import pathlib

import grpc


def parser():
    parser = argparse.ArgumentParser()
    for name in ["ca", "cert", "key", "name"]:
        parser.add_argument(f"--{name}")
    return parser


def channel(address, flags):
    if flags.ca is None:
        return grpc.insecure_channel(address)
    credentials = grpc.ssl_channel_credentials(read(flags.ca), read(flags.key), read(flags.cert))
    options = [("grpc.ssl_target_name_override", flags.name)] if flags.name else []
    return grpc.secure_channel(address, credentials, options)


def listen(server, flags):
    if flags.cert is None:
        return server.add_insecure_port("127.0.0.1:0")
    identity = (read(flags.key), read(flags.cert))
    ca = read(flags.ca)
    credentials = grpc.ssl_server_credentials([identity], ca, require_client_auth=ca is not None)
    return server.add_secure_port("127.0.0.1:0", credentials)


def read(path):
    return None if path is None else pathlib.Path(path).read_bytes()
