"""Pickles that no earlier service wrote, and that whoever can write to its database could have put there."""

import pickle
import struct


class Call:
    def __init__(self, function, *arguments):
        self.parts = function, arguments

    def __reduce__(self):
        return self.parts


def text(value):
    return b"\x8c" + bytes([len(value)]) + value.encode()


def instance(module, name, state):
    """Protocol 4: an object of a class, with a state given in pickle's own instructions."""
    return b"\x80\x04" + text(module) + text(name) + b"\x93)\x81" + state + b"b."


def credentials(state):
    return instance("google.oauth2.credentials", "Credentials", state)


def with_value(value):
    """Credentials that would be usable but for one value."""
    return credentials(b"}(" + text("_refresh_token") + text("1//eve") + text("_client_id") + text("client") + text("more") + value + b"u")


def global_of(module, name):
    return b"c" + module.encode() + b"\n" + name.encode() + b"\n"


def pickles(good):
    import os

    # Run by a reader that runs anything, each of these makes a file that the tests look for.
    command = "touch gcd-was-here"
    for protocol in range(6):
        yield f"os.system, protocol {protocol}", pickle.dumps(Call(os.system, command), protocol)
        yield f"eval, protocol {protocol}", pickle.dumps(Call(eval, "open('gcd-was-here', 'w')"), protocol)
        yield f"a dictionary, protocol {protocol}", pickle.dumps({"_refresh_token": "1//eve"}, protocol)
    call = global_of("os", "system") + b"(" + text(command) + b"tR"
    yield "os.system within credentials", with_value(call)
    yield "os.system by instance", with_value(b"(" + text(command) + b"ios\nsystem\n")
    yield "os.system by object", with_value(b"(" + global_of("os", "system") + text(command) + b"o")
    yield "os.system as the class", b"\x80\x04" + global_of("os", "system") + text(command) + b"\x85\x81."
    yield "os.system made of parts", with_value(text("os") + text("system") + b"\x93" + text(command) + b"\x85R")
    yield "a class as a value", with_value(global_of("google.oauth2.credentials", "Credentials"))
    yield "credentials within credentials", with_value(global_of("google.oauth2.credentials", "Credentials") + b")\x81")
    yield "credentials as the result of a call", with_value(b"N").replace(b")\x81", b")R")
    yield "another class", instance("google.oauth2.service_account", "Credentials", b"}" + text("_refresh_token") + text("1//eve") + b"s")
    yield "a class of the same name elsewhere", instance("evil.google.oauth2.credentials", "Credentials", b"}" + text("_refresh_token") + text("1//eve") + b"s")
    yield "a name with dots", instance("google.oauth2", "credentials.Credentials", b"}")
    yield "arguments for the class", b"\x80\x04" + global_of("google.oauth2.credentials", "Credentials") + text("x") + b"\x85\x81}b."
    yield "credentials without a state", b"\x80\x04" + global_of("google.oauth2.credentials", "Credentials") + b")\x81."
    yield "a state that is none", credentials(b"N")
    yield "two states", good[:-1] + b"}b."
    yield "a list as the state", credentials(b"]")
    yield "the class itself", b"\x80\x04" + global_of("google.oauth2.credentials", "Credentials") + b"."
    yield "a gigabyte by an array of bytes", with_value(global_of("builtins", "bytearray") + b"J" + struct.pack("<i", 1 << 30) + b"\x85R")
    yield "a gigabyte by an array", with_value(global_of("array", "array") + text("B") + b"J" + struct.pack("<i", 1 << 30) + b"\x86R")
    # Each list holds the one before ten times; written out it would have 10^60 entries.
    laughs = b"](" + b"N" * 10 + b"e\x94" + b"".join(b"](" + b"h" + bytes([n]) + (b"h" + bytes([n])) * 9 + b"e\x94" for n in range(60))
    yield "a gigabyte by memo, as the result", b"\x80\x04" + laughs + b"."
    yield "a gigabyte by memo, too many pieces", with_value(b"](" + (b"N" * 400 + b"t\x94h\x00(") * 60 + b"e")
    yield "a text of many terabytes", with_value(b"\x8d" + struct.pack("<Q", 1 << 62))
    yield "a text of minus one byte", with_value(b"X" + struct.pack("<i", -1))
    yield "bytes of 4 gigabytes", with_value(b"B" + struct.pack("<I", 0xFFFFFFFF))
    yield "bytes of many terabytes", with_value(b"\x8e" + struct.pack("<Q", 1 << 62))
    yield "an array of bytes of many terabytes", with_value(b"\x96" + struct.pack("<Q", 1 << 62))
    yield "a number of 2 gigabytes", with_value(b"\x8b" + struct.pack("<i", (1 << 31) - 1))
    yield "a number of 255 bytes", with_value(b"\x8a\xff" + b"\x7f" * 255)
    yield "a number in digits", with_value(b"L" + b"9" * 20000 + b"L\n")
    yield "a frame of many terabytes", b"\x80\x04\x95" + struct.pack("<Q", 1 << 62) + good[11:]
    yield "a place in memo far away", with_value(b"Nr" + struct.pack("<I", 0x7FFFFFFF))
    yield "a place in memo that is empty", with_value(b"h\xee")
    yield "a mark in memo", with_value(b"(q\x00h\x000N")
    yield "nested 20,000 deep", with_value(b"]" * 20000 + b"a" * 19999)
    yield "tuples nested 20,000 deep", with_value(b")" + b"\x85" * 20000)
    yield "a list within itself as a key", with_value(b"}]\x94h\x00a" + b"Ns")
    yield "too many entries", with_value(b"](" + b"N" * 30000 + b"e")
    yield "an extension", with_value(b"\x82\x01")
    yield "a persistent id", with_value(b"Pgcd-was-here\n")
    yield "a persistent id from the stack", with_value(text("x") + b"Q")
    yield "a buffer from outside", with_value(b"\x97")
    yield "a field named as the reader's own", with_value(b"N" + text("__class__") + text("x"))
    yield "a field that is no text", with_value(b"N" + b"K\x01" + text("x"))
    yield "a field without a value", with_value(b"N" + text("x"))
    yield "a date that is none", with_value(global_of("datetime", "datetime") + b"C\x0a\x07\xe8\x0d\x2a\x1b\x3c\x3c\x00\x00\x00\x85R")
    yield "a date of two bytes", with_value(global_of("datetime", "datetime") + b"C\x02\x07\xe8\x85R")
    yield "a date of a text", with_value(global_of("datetime", "datetime") + text("2024") + b"\x85R")
    yield "bytes of another encoding", with_value(global_of("_codecs", "encode") + text("x") + text("zip") + b"\x86R")
    yield "a refresh token that is bytes", credentials(b"}" + text("_refresh_token") + b"C\x021/" + b"s")
    yield "a refresh token that is a list", credentials(b"}" + text("_refresh_token") + b"]" + b"s")
    yield "an empty refresh token", credentials(b"}" + text("_refresh_token") + text("") + b"s")
    yield "no refresh token", credentials(b"}")
    yield "protocol 6", b"\x80\x06" + good[2:]
    yield "no protocol", good[2:]
    yield "something after the end", good + b"N."
    yield "no end", good[:-1]
    yield "an unknown instruction", good[:-1] + b"\xff."
    yield "nothing", b""
    yield "an end alone", b"."
    yield "a protocol alone", b"\x80\x04"
    yield "an empty stack", b"\x80\x04."
    yield "taking from an empty stack", b"\x80\x04R."
    yield "a mark at the end", b"\x80\x04(."
    yield "text", b"not a pickle at all"
