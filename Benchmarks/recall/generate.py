#!/usr/bin/env python3
"""Writes a labelled set for the scanner: JSON lines {"text", "name"?, "context", "locale", "spans"}.

    python3 -m venv /tmp/faker && /tmp/faker/bin/pip install Faker
    /tmp/faker/bin/python Benchmarks/recall/generate.py --seed 1 --values 24000 > values.jsonl
    /tmp/faker/bin/python Benchmarks/recall/generate.py --seed 1 --negatives 1000000 > negatives.jsonl

People and numbers come from Faker in ten locales; keys and tokens, which Faker has none of, from their documented forms.
Each value stands in one of five contexts: a JSON document, a sentence, a line of a log, a field with a name, or alone
("bare", nothing else in the text and no name: scored apart, since digits alone say nothing). Spans are offsets of bytes in UTF-8.
A value that Faker makes in an impossible form is labelled all the same. One seed gives one set.
"""
import argparse
import base64
import json
import random
import string
import sys
import uuid

from faker import Faker

LOCALES = ["en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "pt_BR", "ja_JP"]

# What people call things, by language. English is used for field names in any country.
NAMES = {
    "email": ["email", "email_address", "userEmail", "contact_email", "mail", "e-mail", "login", "recipient", "to", "username"],
    "phone": ["phone", "phone_number", "phoneNumber", "mobile", "tel", "telephone", "contactPhone", "cell", "mobile_phone",
              "home_phone", "workPhone", "fax", "msisdn", "customer.phone", "phone2"],
    "card": ["card", "card_number", "cardNumber", "credit_card", "creditCardNumber", "pan", "cc_number", "payment_card", "cardNo"],
    "iban": ["iban", "account", "bank_account", "IBAN", "accountNumber", "payout_iban", "bankAccount"],
    "ssn": ["ssn", "SSN", "social_security_number", "taxId", "customer_ssn", "socialSecurityNumber"],
    "ipv4": ["ip", "client_ip", "remoteAddr", "ip_address", "x_forwarded_for", "host", "peer", "lastLoginIp"],
    "ipv6": ["ip", "client_ip", "remoteAddr", "ipv6", "peer", "addr"],
    "mac": ["mac", "mac_address", "device", "hwaddr", "bssid", "deviceMac"],
    "uuid": ["id", "uuid", "session", "request_id", "userId", "correlationId", "device_id"],
    "jwt": ["token", "jwt", "access_token", "id_token", "auth", "session", "data"],
    "cloud-key": ["key", "aws_access_key_id", "access_key", "config", "value", "credentials", "apiKey"],
    "vendor-token": ["token", "key", "secret", "value", "apiToken", "integration", "webhook"],
    "password": ["password", "passwd", "pwd", "db_password", "userPassword", "secret", "client_secret", "api_key", "apiSecret"],
    "url-credentials": ["url", "dsn", "database_url", "REDIS_URL", "connection", "endpoint", "broker"],
}
LOCAL_PHONE_NAMES = {
    "de_DE": ["telefon", "Telefonnummer", "handy", "Handynummer", "mobil", "Festnetz", "Rufnummer"],
    "fr_FR": ["telephone", "téléphone", "tel", "mobile", "numero_telephone"],
    "es_ES": ["telefono", "teléfono", "movil", "móvil", "telefono_fijo"],
    "it_IT": ["telefono", "cellulare", "numero_telefono", "fisso"],
    "nl_NL": ["telefoon", "telefoonnummer", "mobiel", "mobielNummer"],
    "pl_PL": ["telefon", "numer_telefonu", "komórka", "tel_kom"],
    "pt_BR": ["telefone", "celular", "numero_celular", "telefone_fixo"],
    "ja_JP": ["電話番号", "電話", "携帯", "tel", "携帯電話"],
    "en_GB": ["mobile_number", "landline", "phone_no"],
    "en_US": ["phone_number", "cell_phone", "mobileNumber"],
}
PHONE_SENTENCES = {
    "en_US": ["You can call me at {} any time.", "Her phone number is {}, please text first.", "Phone: {}", "Tel. {}; ask for Kim",
              "please reach me on my cell ({}) after six", "My mobile is {}."],
    "en_GB": ["Call us on {} between 9 and 5.", "Mobile: {}", "His phone is {} and he lives nearby.", "Ring me on {}, thanks"],
    "de_DE": ["Bitte rufen Sie mich unter der Telefonnummer {} an.", "Meine Handynummer ist {}.", "Tel.: {}", "Telefon: {} (privat)",
              "Ich bin mobil unter {} erreichbar."],
    "fr_FR": ["Mon numéro de téléphone est le {}.", "Tél. : {}", "Vous pouvez me joindre au {}, merci.", "Portable / mobile : {}"],
    "es_ES": ["Mi teléfono es el {}.", "Llámame al móvil {} por la tarde.", "Tel: {}", "Teléfono de contacto: {}"],
    "it_IT": ["Il mio numero di telefono è {}.", "Cellulare: {}", "Tel. {}", "Mi chiami al cellulare {} dopo le 18."],
    "nl_NL": ["Mijn telefoonnummer is {}.", "Bel mij op {} graag.", "Tel: {}", "Mobiel: {}"],
    "pl_PL": ["Mój numer telefonu to {}.", "Telefon: {}", "Tel. {}", "Proszę dzwonić na telefon {} po 17."],
    "pt_BR": ["Meu telefone é {}.", "Celular: {}", "Tel. {}", "Pode ligar para o celular {} depois das 18h."],
    "ja_JP": ["電話番号は{}です。", "電話：{}", "TEL: {}", "携帯電話 {} までご連絡ください。"],
}
SENTENCES = {
    "email": ["Please write to {} about it.", "Contact: <{}>", "{} asked for a refund.", "I am {}, thanks!", "cc: {}; bcc: none",
              "Mail ({}) bounced."],
    "card": ["I paid with card {} yesterday.", "Please charge my card {}, it is valid.", "Credit card number: {}",
             "The Visa {} was declined.", "card no. {} exp 09/27"],
    "iban": ["Please transfer it to {}.", "IBAN: {}", "My account is {}, thank you.", "Refund to IBAN {} today."],
    "ssn": ["My SSN is {}.", "Social security number: {}", "SSN {} on file.", "the applicant ({}) signed"],
    "ipv4": ["Blocked {} after five attempts.", "Connection from {} was reset.", "He logged in from {}.", "see http://{}/status"],
    "ipv6": ["Blocked {} after five attempts.", "Connection from {} was reset.", "see http://[{}]:8080/status"],
    "mac": ["The device {} joined.", "Printer ({}) is offline.", "Lease for {} ended."],
    "uuid": ["Session {} ended.", "Order {} was sent.", "See trace {}."],
    "jwt": ["Use the token {} for it.", "curl -H 'Authorization: Bearer {}' https://api.shop.io/", "The JWT was {}."],
    "cloud-key": ["I leaked {} in a commit.", "The key is {}, rotate it.", "export KEY={}"],
    "vendor-token": ["I leaked {} in a commit.", "The token is {}, rotate it.", "curl -H 'X-Token: {}' https://api.shop.io/"],
    "password": ["Your password: {}", "login with password={} please", "mysql --password={} -u root"],
    "url-credentials": ["Connect to {} first.", "DATABASE={}", "git clone {} failed"],
}
LOGS = {
    "email": ["user={} action=login status=ok", "sent mail to {} in 12ms", "[auth] {} logged in"],
    "phone": ["sms sent to={} phone={} status=ok", "phone={} verified", "calling phone {} for order 12"],
    "card": ["charge card={} amount=12.50", "pan={} result=declined code=51", "gateway: card {} accepted"],
    "iban": ["payout iban={} amount=100.00", "sepa transfer to {} queued"],
    "ssn": ["kyc ssn={} result=ok", "lookup ssn {} took 3ms"],
    "ipv4": ["{} - - \"GET /index.html HTTP/1.1\" 200 512", "client={} port=44122", "accepted connection from {}:51234"],
    "ipv6": ["{} - - \"GET /index.html HTTP/1.1\" 200 512", "client={} port=44122"],
    "mac": ["dhcp: lease {} eth0", "wlan0: STA {} associated"],
    "uuid": ["req={} status=200", "trace {} span 12", "user:{} loaded"],
    "jwt": ["Authorization: Bearer {}", "token={} expired", "GET /cb?token={}&x=1"],
    "cloud-key": ["loaded key {}", "key={} region=eu-west-1"],
    "vendor-token": ["loaded token {}", "token={} scope=repo"],
    "password": ["login failed user=bob password={} ip=n/a", "env DB_PASSWORD={} APP=shop", "POST /login?user=bob&password={}&x=1"],
    "url-credentials": ["connecting to {}", "broker={} retries=3", "dsn={}"],
}


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.fakers = {}
        for locale in LOCALES:
            self.fakers[locale] = Faker(locale)
            self.fakers[locale].seed_instance(seed * 1000 + LOCALES.index(locale))

    # Values

    def letters(self, count, alphabet):
        return "".join(self.random.choice(alphabet) for _ in range(count))

    def base62(self, count):
        return self.letters(count, string.ascii_letters + string.digits)

    def url64(self, count):
        return self.letters(count, string.ascii_letters + string.digits + "-_").strip("-_").ljust(count, "a")

    def base64(self, byte_count):
        return base64.b64encode(self.random.randbytes(byte_count)).decode()

    def email(self, fake):
        return self.random.choice([fake.free_email, fake.company_email, fake.ascii_company_email, fake.ascii_free_email,
                                   lambda: fake.email(safe=False)])()

    def phone(self, fake):
        return fake.phone_number()

    def card(self, fake):
        number = fake.credit_card_number()
        style = self.random.random()
        if len(number) == 16 and style < 0.3:
            separator = self.random.choice(" -")
            return separator.join(number[i:i + 4] for i in range(0, 16, 4))
        if len(number) == 15 and style < 0.3:
            return f"{number[:4]} {number[4:10]} {number[10:]}"
        return number

    def iban(self, fake):
        number = fake.iban()
        if self.random.random() < 0.4:
            return " ".join(number[i:i + 4] for i in range(0, len(number), 4))
        return number

    def ssn(self, fake):
        return self.fakers["en_US"].ssn()

    def ipv4(self, fake):
        return fake.ipv4()

    def ipv6(self, fake):
        return fake.ipv6()

    def mac(self, fake):
        text = fake.mac_address()
        return self.random.choice([text, text.upper(), text.replace(":", "-")])

    def uuid(self, fake):
        text = str(uuid.UUID(bytes=self.random.randbytes(16), version=4))
        return text.upper() if self.random.random() < 0.1 else text

    def jwt(self, fake):
        def part(value):
            return base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode().rstrip("=")

        head = {"alg": self.random.choice(["HS256", "RS256", "ES256"]), "typ": "JWT"}
        if self.random.random() < 0.3:
            head["kid"] = self.base62(8)
        body = {"sub": str(self.random.randrange(10**8)), "name": fake.name(), "iat": self.random.randrange(1_600_000_000, 1_800_000_000)}
        signature = base64.urlsafe_b64encode(self.random.randbytes(self.random.choice([32, 64, 256]))).decode().rstrip("=")
        return f"{part(head)}.{part(body)}.{signature}"

    def cloud_key(self, fake):
        upper = string.ascii_uppercase + "234567"
        return self.random.choice([
            lambda: "AKIA" + self.letters(16, upper),
            lambda: "ASIA" + self.letters(16, upper),
            lambda: "AIza" + self.letters(35, string.ascii_letters + string.digits + "-_")[:34] + "x",
            lambda: "ya29." + self.url64(120),
            lambda: "GOCSPX-" + self.url64(28),
            lambda: "dop_v1_" + self.random.randbytes(32).hex(),
        ])()

    def vendor_token(self, fake):
        return self.random.choice([
            lambda: "ghp_" + self.base62(36),
            lambda: "gho_" + self.base62(36),
            lambda: "github_pat_" + self.base62(22) + "_" + self.base62(59),
            lambda: "glpat-" + self.url64(20),
            lambda: "npm_" + self.base62(36),
            lambda: "pypi-AgEIcHlwaS5vcmc" + self.url64(140),
            lambda: f"xoxb-{self.random.randrange(10**11, 10**12)}-{self.random.randrange(10**12, 10**13)}-{self.base62(24)}",
            lambda: f"xoxp-{self.random.randrange(10**11, 10**12)}-{self.random.randrange(10**11, 10**12)}-{self.random.randbytes(16).hex()}",
            lambda: "https://hooks.slack.com/services/T" + self.letters(8, string.ascii_uppercase + string.digits) + "/B"
                    + self.letters(8, string.ascii_uppercase + string.digits) + "/" + self.base62(24),
            lambda: "sk_live_" + self.base62(24),
            lambda: "rk_live_" + self.base62(99),
            lambda: "SG." + self.url64(22) + "." + self.url64(43),
            lambda: "SK" + self.random.randbytes(16).hex(),
            lambda: "sk-proj-" + self.url64(100),
            lambda: "sk-" + self.base62(20) + "T3BlbkFJ" + self.base62(20),
            lambda: "sk-ant-api03-" + self.url64(93) + "AA",
            lambda: "hf_" + self.letters(34, string.ascii_letters),
            lambda: "shpat_" + self.random.randbytes(16).hex(),
            lambda: "hvs." + self.url64(90),
        ])()

    def password(self, fake):
        return self.random.choice([
            lambda: fake.password(length=self.random.randrange(8, 20)),
            lambda: fake.password(length=self.random.randrange(8, 16), special_chars=False),
            lambda: self.random.choice(["Summer", "Winter", "Monkey", "dragon", "Hunter"]) + str(self.random.randrange(10, 9999)),
        ])()

    def url_credentials(self, fake):
        user = fake.user_name()
        password = self.letters(self.random.randrange(6, 20), string.ascii_letters + string.digits + "!_-.~")
        credentials = f"{self.random.choice([user, user, ''])}:{password}"
        scheme = self.random.choice(["postgres", "mysql", "redis", "amqp", "mongodb+srv", "https", "smtp"])
        host = self.random.choice([fake.domain_name(), "db-1.internal", "localhost"])
        return f"{scheme}://{credentials}@{host}:{self.random.randrange(1000, 9999)}/db", credentials

    # Texts

    def sample(self, kind, locale, context):
        fake = self.fakers[locale]
        value = getattr(self, kind.replace("-", "_"))(fake)
        value, wanted = value if isinstance(value, tuple) else (value, value)
        if kind == "vendor-token" and "hooks.slack" in value:
            wanted = value[len("https://"):]
        if context == "json" and kind == "password":
            value = wanted = value.replace("\\", "/").replace('"', "'")
        if context in ("log", "sentence") and kind == "password":
            # Without quotes, a value ends where its line's format says; these cannot hold such characters.
            value = wanted = "".join(c for c in value if c.isalnum() or c in "!_+^%@*-") or "Xk29fjw2"
        name = None
        if context == "json":
            text = self.json(kind, value, fake, locale)
        elif context == "sentence":
            sentences = PHONE_SENTENCES[locale] if kind == "phone" else SENTENCES[kind]
            before, after = fake.sentence(nb_words=6), fake.sentence(nb_words=5)
            text = f"{before} {self.random.choice(sentences).replace('{}', value)} {after}"
        elif context == "log":
            line = self.random.choice(LOGS[kind])
            stamp = fake.date_time_between("-5y").strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            level = self.random.choice(["INFO", "WARN", "ERROR"])
            text = f"{stamp} {level} [worker-{self.random.randrange(64)}] {line.replace('{}', value, 1)}"
            text = text.replace("{}", value)
        elif context == "field":
            name, text = self.name(kind, locale), value
        else:
            text = value
        return self.record(text, name, context, locale, kind, wanted)

    def name(self, kind, locale):
        if kind == "phone" and self.random.random() < 0.4:
            return self.random.choice(LOCAL_PHONE_NAMES[locale])
        return self.random.choice(NAMES[kind])

    def json(self, kind, value, fake, locale):
        document = {
            "id": self.random.randrange(10**9), "ref": f"ORD-{self.random.randrange(10**8):08d}", "name": fake.name(),
            "created_at": fake.date_time_between("-5y").isoformat(), "ts": self.random.randrange(1_600_000_000_000, 1_800_000_000_000),
            "amount": round(self.random.random() * 1000, 2), "version": f"{self.random.randrange(9)}.{self.random.randrange(40)}.{self.random.randrange(9)}",
            "city": fake.city(), "note": fake.sentence(nb_words=8),
        }
        name = self.name(kind, locale)
        items = [item for item in self.random.sample(sorted(document.items()), self.random.randrange(3, 9)) if item[0] != name]
        items.insert(self.random.randrange(len(items) + 1), (name, value))
        document = dict(items)
        if self.random.random() < 0.2:
            document = {"user": document, "ok": True}
        separators = self.random.choice([(",", ":"), (", ", ": ")])
        indent = self.random.choice([None, None, None, 2])
        return json.dumps(document, ensure_ascii=self.random.random() < 0.2, separators=separators, indent=indent)

    def record(self, text, name, context, locale, kind, wanted):
        spans = []
        start = text.find(wanted)
        while start >= 0:
            begin = len(text[:start].encode())
            spans.append({"start": begin, "end": begin + len(wanted.encode()), "kind": kind})
            start = text.find(wanted, start + len(wanted))
        record = {"text": text, "context": context, "locale": locale, "spans": spans}
        if name:
            record["name"] = name
        return record

    def values(self, count):
        kinds = list(NAMES)
        weights = [3 if kind in ("email", "phone", "card") else 1 for kind in kinds]
        contexts = ["json", "json", "sentence", "sentence", "log", "field", "bare"]
        for number in range(count):
            kind = self.random.choices(kinds, weights)[0]
            context = self.random.choice(contexts)
            if kind == "password" and context == "bare":
                context = "field"
            record = self.sample(kind, LOCALES[number % len(LOCALES)], context)
            assert record["spans"], record
            yield record

    # Negatives: what is nobody's.

    def negative(self):
        r = self.random
        kind, text = r.choice([
            ("uuid", lambda: str(uuid.UUID(bytes=r.randbytes(16), version=r.choice([1, 4, 5])))),
            ("md5", lambda: r.randbytes(16).hex()),
            ("sha1", lambda: r.randbytes(20).hex()),
            ("sha256", lambda: r.randbytes(32).hex()),
            ("epoch-s", lambda: str(r.randrange(1_000_000_000, 1_900_000_000))),
            ("epoch-ms", lambda: str(r.randrange(1_000_000_000_000, 1_900_000_000_000))),
            ("epoch-us", lambda: str(r.randrange(1_000_000_000_000_000, 1_900_000_000_000_000))),
            ("counter", lambda: str(int(10 ** (r.random() * 12)))),
            ("order", lambda: r.choice([f"ORD-{r.randrange(10**8):08d}", f"{r.randrange(2020, 2026)}-{r.randrange(10**6):06d}",
                                        str(r.randrange(10**11, 10**12)), f"#{r.randrange(10**6, 10**7)}",
                                        f"{r.randrange(100, 1000)}-{r.randrange(10**6, 10**7)}-{r.randrange(10**6, 10**7)}"])),
            ("version", lambda: r.choice([f"{r.randrange(20)}.{r.randrange(60)}.{r.randrange(60)}",
                                          f"v{r.randrange(9)}.{r.randrange(9)}.{r.randrange(9)}.{r.randrange(9)}",
                                          f"{r.randrange(9)}.{r.randrange(99)}.{r.randrange(9)}-rc.{r.randrange(9)}"])),
            ("float", lambda: repr(r.random() * 10 ** r.randrange(8))),
            # One in thirty of 16 digits has an issuer's beginning and a right check digit.
            ("long-number", lambda: str(r.randrange(10 ** r.randrange(12, 19), 10 ** 19))[:r.randrange(13, 20)]),
            ("snowflake", lambda: str(r.randrange(10**17, 2 * 10**18))),
        ])
        return kind, text()

    def negatives(self, count):
        wrappers = ["{}", "{}", '{{"id":"{}","ok":true}}', '{{"value":{},"count":3}}', "order {} shipped", "ts={} level=info", "cache:{}:v2",
                    "GET /items/{} 200"]
        for _ in range(count):
            kind, value = self.negative()
            wrapper = self.random.choice(wrappers)
            yield {"text": wrapper.format(value), "negative": kind, "context": wrapper, "spans": []}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--values", type=int, default=0, help="how many labelled values to write")
    parser.add_argument("--negatives", type=int, default=0, help="how many values that are nobody's to write")
    arguments = parser.parse_args()
    maker = Maker(arguments.seed)
    for record in maker.values(arguments.values):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    for record in maker.negatives(arguments.negatives):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
