#!/usr/bin/env python3
"""Writes frameworks.rdb: what Django, Celery, RQ, Flask-Session and others leave in a real redis-server.

    pip install django==5.2 celery rq msgpack redis flask-session
    ./generate.py            # needs redis-server 7.0

Values of Django, Celery, RQ and msgpack are written by the libraries themselves; keys of frameworks of other languages are
written as their sources lay them out. Every person in it is invented; alice.liddell, 203.0.113 and WONDERLAND stand for
what must not be found in a sanitized snapshot.
"""
import json, os, shutil, subprocess, tempfile, time, uuid

import msgpack, redis

HERE = os.path.dirname(os.path.abspath(__file__))
PEOPLE = [
    {"id": 50417 + n, "email": f"alice.liddell{n}@example.org", "name": f"Alice WONDERLAND{n}", "ip": f"203.0.113.{n + 1}"}
    for n in range(12)
]


def django_data(url):
    from django.conf import settings

    settings.configure(
        CACHES={"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}},
        SESSION_ENGINE="django.contrib.sessions.backends.cache", SECRET_KEY="x" * 50, USE_TZ=True)
    import django
    from django.core.cache import cache
    from importlib import import_module

    django.setup()
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for person in PEOPLE:
        session = store()
        session["_auth_user_id"] = str(person["id"])
        session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
        session["_auth_user_hash"] = uuid.uuid4().hex * 2
        session["profile"] = {"email": person["email"], "name": person["name"]}
        session.create()
        cache.set(f"throttle_anon_{person['ip']}", [time.time()], 3600)


def celery_data(url):
    from celery import Celery

    app = Celery("shop", broker=url, backend=url)
    for person in PEOPLE:
        app.send_task("shop.tasks.welcome", args=[person["email"], person["id"]], kwargs={"name": person["name"]})
        app.backend.store_result(str(uuid.uuid4()), {"sent_to": person["email"]}, "SUCCESS")


def rq_data(connection):
    from rq import Queue

    for person in PEOPLE:
        Queue("mail", connection=connection).enqueue("shop.mail.welcome", person["email"], name=person["name"])


def other_data(r):
    for n, person in enumerate(PEOPLE):
        token = "Jx7dVJ2fGvYkq1m4J3C9m0Qk1pXnRwq2cB8t7yHs%03d" % n
        r.setex(f"session:{token}", 3600, msgpack.packb({"_permanent": True, "user_id": person["id"], "email": person["email"]}))
        r.setex(f"sess:{uuid.uuid4().hex}", 3600, json.dumps(
            {"cookie": {"originalMaxAge": 86400000, "httpOnly": True, "path": "/"}, "passport": {"user": person["email"]}}))
        key = f"spring:session:sessions:{uuid.uuid4()}"
        r.hset(key, mapping={
            "creationTime": 1700000000000, "lastAccessedTime": 1700000100000, "maxInactiveInterval": 1800,
            "sessionAttr:user": json.dumps({"@class": "org.example.shop.User", "email": person["email"]})})
        r.sadd("spring:session:sessions:index:org.springframework.session.FindByIndexNameSessionRepository."
               f"PRINCIPAL_NAME_INDEX_NAME:{person['email']}", key.rsplit(":", 1)[1])
        r.hset(f"bull:mail:{n + 1000}", mapping={
            "name": "welcome", "data": json.dumps({"to": person["email"], "userId": person["id"]}), "opts": "{}",
            "timestamp": 1700000000000 + n, "attemptsMade": 1})
        r.zadd("bull:mail:completed", {str(n + 1000): 1700000000000 + n})
        r.lpush("queue:mailers", json.dumps({
            "class": "WelcomeJob", "args": [person["id"], person["email"]], "jid": uuid.uuid4().hex[:24], "retry": True}))
        r.setex(f"rl:{person['ip']}", 60, 3)
        r.hset(f"account:{person['id']}", mapping={
            "email": person["email"], "first_name": "Alice", "dob": "1974-02-%02d" % (n + 10), "ssn": "219-09-%04d" % (n + 1000),
            "password": f"WONDERLAND-{n}", "ip": person["ip"]})
    r.sadd("queues", "mailers")
    r.set("stat:processed", 7451)


def main():
    place = tempfile.mkdtemp(prefix="mannequin-packs-", dir="/tmp")
    socket = f"{place}/s"
    server = subprocess.Popen(
        ["redis-server", "--port", "0", "--unixsocket", socket, "--dir", place, "--save", ""], stdout=subprocess.DEVNULL)
    try:
        r = redis.Redis(unix_socket_path=socket)
        while True:
            try:
                r.ping()
                break
            except redis.ConnectionError:
                time.sleep(0.1)
        django_data(f"unix://{socket}")
        celery_data(f"redis+socket://{socket}")
        rq_data(r)
        other_data(r)
        for key in r.keys():  # Nothing shall expire while a test looks at it.
            if r.ttl(key) > 0:
                r.expireat(key, 4102444800)
        r.save()
        shutil.copy(f"{place}/dump.rdb", f"{HERE}/frameworks.rdb")
        print(r.dbsize(), "keys")
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(place)


main()
