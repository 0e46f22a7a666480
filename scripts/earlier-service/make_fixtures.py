#!/usr/bin/python3
"""Writes databases as the earlier service does, with invented people, for the tests of the takeover.

Needs Debian's python3-google-auth and python3-cryptography.

  make_fixtures.py --folder DIR
      all fixtures, and expected.json with what is in them; what is no text is compressed
  make_fixtures.py --out FILE [--key KEY] [--people N] [--tokens-per-person M] [--client-id ID]
      one SQLite file of the first version, and FILE.json with what is in it
"""

import argparse
import base64
import copyreg
import datetime
import gzip
import hashlib
import io
import json
import os
import pickle
import shutil
import sqlite3
import sys
import tempfile

from cryptography.fernet import Fernet
from google.oauth2.credentials import Credentials

sys.dont_write_bytecode = True
import hostile  # noqa: E402  (beside this file; nothing is left there)

CLIENT_ID = "earlier-client.apps.googleusercontent.com"
SCOPES = [
    "https://www.googleapis.com/auth/contacts.readonly",
    "https://www.googleapis.com/auth/userinfo.email",
    "openid",
]
EXPIRY = datetime.datetime(2025, 3, 4, 5, 6, 7, 891011)


# What is secret in an invented database: made from words, so that every run makes the same.
def secret(label):
    return base64.urlsafe_b64encode(hashlib.sha256(label.encode()).digest()).decode().rstrip("=")


def long_secret(label):
    """48 bytes: the form of an export token."""
    return base64.urlsafe_b64encode(hashlib.sha384(label.encode()).digest()).decode()


# The keys that the versions make of the text they are given.
def hashed_key(text):
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())


def later_key(text):
    return text.encode() if len(text) == 44 else base64.urlsafe_b64encode(text.ljust(32)[:32].encode())


# What versions of google-auth keep in their credentials, oldest first.
def state_of(version, email, **changes):
    state = {
        "token": "ya29." + secret("google access " + email),
        "expiry": EXPIRY,
        "_scopes": list(SCOPES),
        "_refresh_token": "1//" + secret("refresh " + email),
        "_id_token": ".".join(secret(part + email) for part in ("head ", "claims ", "signature ")),
        "_token_uri": "https://oauth2.googleapis.com/token",
        "_client_id": CLIENT_ID,
        "_client_secret": "GOCSPX-" + secret("client secret"),
    }
    if version >= (1, 20):
        state["_quota_project_id"] = None
    if version >= (2, 0):
        state.update(_default_scopes=None, _rapt_token=None, _enable_reauth_refresh=False)
    if version >= (2, 15):
        state["_granted_scopes"] = list(SCOPES)
    if version >= (2, 17):
        state.update(_trust_boundary=None, _universe_domain="googleapis.com")
    if version >= (2, 24):
        state["_use_non_blocking_refresh"] = False
    if version >= (2, 36):
        state.update(_account="", _cred_file_path=None)
    state.update(changes)
    return state


class StatePickler(pickle.Pickler):
    """Writes google-auth's class with the state of another version of it, in the very form of object.__reduce_ex__."""

    def __init__(self, file, protocol, state):
        super().__init__(file, protocol)
        self.state = state

    def reducer_override(self, value):
        if isinstance(value, Credentials):
            return copyreg.__newobj__, (Credentials,), self.state
        return NotImplemented


def pickled(state, protocol):
    file = io.BytesIO()
    StatePickler(file, protocol, state).dump(Credentials(None))
    return file.getvalue()


def installed(email):
    """As the installed google-auth does it by itself, with everything at its default."""
    state = state_of((1, 5), email)
    credentials = Credentials(
        state["token"], refresh_token=state["_refresh_token"], id_token=state["_id_token"], token_uri=state["_token_uri"],
        client_id=CLIENT_ID, client_secret=state["_client_secret"], scopes=list(SCOPES))
    credentials.expiry = EXPIRY
    return pickle.dumps(credentials)


def person(email, data, access=1, export=0, provider="google", **expected):
    return {
        "data": data,
        "provider": provider,
        "email": email,
        "refresh_token": "1//" + secret("refresh " + email),
        "client_id": CLIENT_ID,
        "scopes": SCOPES,
        "access_tokens": [secret(f"access {provider} {email} {n}") for n in range(access)],
        "export_tokens": [long_secret(f"export {provider} {email} {n}") for n in range(export)],
        "opens": True,
        **expected,
    }


NARROW = SCOPES[1:]
PEOPLE = [
    person("ada@example.com", installed("ada@example.com"), access=3),
    person("bob@example.com", pickled(state_of((1, 5), "bob@example.com"), 4), access=2),
    person("carol@example.com", pickled(state_of((1, 35), "carol@example.com"), 5)),
    person("dave@example.com", pickled(state_of((2, 6), "dave@example.com"), 2)),
    person("erin@example.org", pickled(state_of((2, 15), "erin@example.org", _granted_scopes=list(NARROW)), 3), scopes=NARROW),
    person("frank@example.org", pickled(state_of((2, 17), "frank@example.org", _scopes=set(SCOPES), _granted_scopes=[]), 4), access=0),
    person("grace@example.org", pickled(state_of((2, 27), "grace@example.org", _granted_scopes=" ".join(NARROW)), 4), scopes=NARROW),
    person("heidi@example.org", pickled(state_of((2, 40), "heidi@example.org", _scopes=tuple(SCOPES), _granted_scopes=None, expiry=None), 5), access=2),
    person(
        "ivan@example.org",
        pickled(state_of((2, 40), "ivan@example.org", _trust_boundary={"locations": [], "encodedLocations": "0x0"}, _account="ivan@example.org", _scopes=None, _granted_scopes=None), 4),
        scopes=None),
    # At a second sign-in Google gives no refresh token, and the service kept what it got.
    person("judy@example.org", pickled(state_of((2, 40), "judy@example.org", _refresh_token=None), 4), refresh_token=None),
    person("o'brien@example.com", pickled(state_of((2, 40), "o'brien@example.com"), 4)),
    person("zoë@example.org", pickled(state_of((2, 40), "zoë@example.org"), 4)),
]


# The databases.
FIRST_SCHEMA = """
CREATE TABLE user_tokens (user_email TEXT PRIMARY KEY, user_hash TEXT NOT NULL, token_data BLOB NOT NULL,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE access_tokens (access_token TEXT PRIMARY KEY, user_email TEXT NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  FOREIGN KEY (user_email) REFERENCES user_tokens (user_email) ON DELETE CASCADE);
CREATE TABLE oauth_flows (state TEXT PRIMARY KEY, credentials_path TEXT NOT NULL, scopes TEXT NOT NULL, redirect_uri TEXT NOT NULL,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
CREATE INDEX idx_access_tokens_user_email ON access_tokens (user_email);
CREATE INDEX idx_oauth_flows_created_at ON oauth_flows (created_at);
"""

# The second version knew providers and export tokens and still used SQLite; the third keeps the same tables in PostgreSQL.
LATER_SCHEMA = """
CREATE TABLE user_tokens (user_email TEXT, provider TEXT DEFAULT 'google', user_hash TEXT NOT NULL, token_data {bytes} NOT NULL,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (user_email, provider));
CREATE TABLE access_tokens (access_token TEXT, provider TEXT DEFAULT 'google', user_email TEXT NOT NULL,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (access_token, provider),
  FOREIGN KEY (user_email, provider) REFERENCES user_tokens (user_email, provider) ON DELETE CASCADE);
CREATE TABLE oauth_flows (state TEXT PRIMARY KEY, provider TEXT DEFAULT 'google', credentials_path TEXT NOT NULL, scopes TEXT NOT NULL,
  redirect_uri TEXT NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE export_tokens (export_token TEXT PRIMARY KEY, user_email TEXT NOT NULL, provider TEXT DEFAULT 'google',
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  FOREIGN KEY (user_email, provider) REFERENCES user_tokens (user_email, provider) ON DELETE CASCADE);
CREATE INDEX idx_access_tokens_user_email ON access_tokens (user_email);
CREATE INDEX idx_oauth_flows_created_at ON oauth_flows (created_at);
CREATE INDEX idx_export_tokens_user_email ON export_tokens (user_email, provider);
"""


def user_hash(email):
    return hashlib.sha256(email.encode()).hexdigest()[:16]


def connect(path):
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA foreign_keys=ON")
    return database


def add(database, people, key, provider=False):
    cipher = Fernet(key)
    columns, marks = (", provider", ", ?") if provider else ("", "")
    for one in people:
        more = [one["provider"]] if provider else []
        email = one["email"]
        database.execute(f"INSERT INTO user_tokens (user_email, user_hash, token_data{columns}) VALUES (?, ?, ?{marks})", [email, user_hash(email), cipher.encrypt(one["data"])] + more)
        for table in ("access", "export"):
            for token in one[f"{table}_tokens"]:
                database.execute(f"INSERT INTO {table}_tokens ({table}_token, user_email{columns}) VALUES (?, ?{marks})", [cipher.encrypt(token.encode()), email] + more)
    database.commit()


def write_first(path, people, key, others=()):
    database = connect(path)
    database.executescript(FIRST_SCHEMA)
    add(database, people, key)
    for one, other_key in others:
        add(database, [one], other_key)
    database.close()


def add_remains(database, key):
    """What foreign keys that are off, and SQLite's types, let happen."""
    cipher = Fernet(key)
    database.execute("PRAGMA foreign_keys=OFF")
    for email in (None, b"bytes@example.com"):
        database.execute("INSERT INTO user_tokens (user_email, user_hash, token_data) VALUES (?, '', ?)", [email, cipher.encrypt(b"")])
    for n in range(2):
        database.execute("INSERT INTO access_tokens (access_token, user_email) VALUES (?, 'nobody@example.com')", [cipher.encrypt(secret(f"nobody {n}").encode())])
    database.commit()


def write_with_log(folder, people, key):
    """With a log that was never brought into the file, as a service leaves it that is killed."""
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "google_contacts-wal.db")
        write_first(path, people[:4], key)
        database = connect(path)
        add(database, people[4:], key)
        for end in ("", "-wal"):
            shutil.copyfile(path + end, os.path.join(folder, "google_contacts-wal.db" + end))
        database.close()


def quoted(value):
    return "'" + value.replace("'", "''") + "'"


def write_sql(path, people, key):
    """The third version: base64 of the Fernet tokens, in columns of texts."""
    cipher = Fernet(key)

    def sealed(data):
        return quoted(base64.b64encode(cipher.encrypt(data)).decode())

    lines = [LATER_SCHEMA.format(bytes="TEXT").strip()]
    for one in people:
        email, provider = quoted(one["email"]), quoted(one["provider"])
        lines.append(f"INSERT INTO user_tokens (user_email, provider, user_hash, token_data) VALUES ({email}, {provider}, {quoted(user_hash(one['email']))}, {sealed(one['data'])});")
        for table in ("access", "export"):
            for token in one[f"{table}_tokens"]:
                lines.append(f"INSERT INTO {table}_tokens ({table}_token, user_email, provider) VALUES ({sealed(token.encode())}, {email}, {provider});")
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")


def expected(key, people, left_behind=()):
    shown = ("email", "refresh_token", "client_id", "scopes", "access_tokens", "export_tokens", "opens")
    return {"key": key, "people": [{name: one[name] for name in shown} for one in people], "left_behind": list(left_behind)}


def write_json(path, value):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        json.dump(value, file, indent=1, ensure_ascii=False)
        file.write("\n")


def compress(path):
    with open(path, "rb") as file, gzip.GzipFile(path + ".gz", "wb", mtime=0) as target:
        shutil.copyfileobj(file, target)
    os.remove(path)


def seals():
    """Each way in which a version makes its key, and both forms of a value."""
    fernet_key = secret("a key of 32 bytes") + "="
    for version, make, texts in (
        ("first", hashed_key, ["secret", "an earlier key", "ключ", fernet_key, "x" * 70]),
        ("later", later_key, ["secret", "an earlier key", fernet_key, "x" * 70]),
    ):
        for text in texts:
            for content in ("", "a token", "y" * 1000):
                token = Fernet(make(text)).encrypt(content.encode())
                yield {"version": version, "key": text, "value": token.decode(), "text": content}
                yield {"version": version, "key": text, "value": base64.b64encode(token).decode(), "text": content}


def write_all(folder):
    key, default, wrong = "an earlier key", "secret", "a key that was lost"
    result = {}

    def path(name):
        return os.path.join(folder, name)

    write_first(path("google_contacts.db"), PEOPLE, hashed_key(key))
    database = connect(path("google_contacts.db"))
    add_remains(database, hashed_key(key))
    database.close()
    result["google_contacts.db"] = expected(key, PEOPLE, ["2 people without an address", "2 tokens of nobody"])

    write_first(path("google_contacts-secret.db"), PEOPLE[:3], hashed_key(default))
    result["google_contacts-secret.db"] = expected(default, PEOPLE[:3])

    write_with_log(folder, PEOPLE, hashed_key(key))
    result["google_contacts-wal.db"] = expected(key, PEOPLE)

    lost = [dict(one, opens=False) for one in PEOPLE[1:9:2]]
    kept = PEOPLE[0:8:2]
    write_first(path("google_contacts-half.db"), kept, hashed_key(key), [(one, hashed_key(wrong)) for one in lost])
    result["google_contacts-half.db"] = expected(key, sorted(kept + lost, key=lambda one: one["email"].encode()))

    google = [dict(one, export_tokens=[long_secret("export google " + one["email"])]) for one in PEOPLE]
    microsoft = [
        person(email, pickle.dumps({"access_token": "eyJ0", "refresh_token": "M.C5", "expires_at": 1700000000, "scopes": ["Contacts.Read"]}), access=2, export=1, provider="microsoft")
        for email in ("ada@example.com", "mallory@example.net")
    ]
    left_behind = ["8 rows of the provider 'microsoft'"]

    database = connect(path("downloader.db"))
    database.executescript(LATER_SCHEMA.format(bytes="BLOB"))
    add(database, google + microsoft, hashed_key(key), provider=True)
    database.close()
    result["downloader.db"] = expected(key, google, left_behind)

    write_sql(path("later.sql"), google + microsoft, later_key(key))
    result["later.sql"] = expected(key, google, left_behind)

    write_json(path("expected.json"), result)
    write_json(path("seals.json"), list(seals()))
    write_json(path("hostile.json"), {name: base64.b64encode(data).decode() for name, data in hostile.pickles(pickled(state_of((2, 40), "eve@example.net"), 4))})
    for name in os.listdir(folder):
        if ".db" in name or name == "hostile.json":
            compress(path(name))


def write_many(options):
    people = []
    for n in range(options.people):
        email = f"person-{n:06}@example.com"
        data = pickled(state_of((2, 40), email, _client_id=options.client_id), 4)
        people.append(person(email, data, access=options.tokens_per_person, client_id=options.client_id))
    write_first(options.out, people, hashed_key(options.key))
    write_json(options.out + ".json", expected(options.key, people))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder")
    parser.add_argument("--out")
    parser.add_argument("--key", default="an earlier key")
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--tokens-per-person", type=int, default=3)
    parser.add_argument("--client-id", default=CLIENT_ID)
    options = parser.parse_args()
    if bool(options.folder) == bool(options.out):
        parser.error("give either --folder or --out")
    if options.folder:
        write_all(options.folder)
    else:
        write_many(options)


if __name__ == "__main__":
    main()
