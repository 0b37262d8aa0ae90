"""Documents as applications hold them, drawn from a seed, and what has to be the same in two of them."""
import datetime
import math
import random

FIRST = "Meredith Ronald Aoife Bjørn Çağla Zoë Łukasz Иван Ελένη 美咲 Nguyễn Siân".split()
LAST = "Phillips Ortiz Wexford O'Hara Grüßner Petrov Παππάς 田中 Fernández Lindqvist".split()
WORDS = "order cart shirt blue large ships from warehouse seven returned twice gift wrapped customer asked about delivery".split()
BORDERS = [23, 24, 31, 32, 127, 128, 255, 256, 4095, 4096, 9999, 32767, 32768, 65535, 65536, 8388607, 16777216, 2**30, 2**31 - 1,
           2**31, 2**32 - 1, 2**32, 2**39, 2**47, 2**53, 2**56, 2**62]


class Draw:
    """Draws documents; the same seed gives the same ones."""

    def __init__(self, seed, has_bytes=True, has_none=True, has_float=True, largest=2**62):
        self.random = random.Random(seed)
        self.has_bytes, self.has_none, self.has_float, self.largest = has_bytes, has_none, has_float, largest

    def name(self):
        return f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"

    def email(self):
        return f"{self.random.choice(FIRST).encode('ascii', 'ignore').decode().lower() or 'user'}.{self.random.randrange(10**6):06}@{self.random.choice(['example.com', 'mail.example.org'])}"

    def integer(self):
        border = self.random.choice(BORDERS + [self.random.randrange(1, 10 ** self.random.randrange(1, 15))])
        return max(-self.largest, min(self.largest, self.random.choice([1, 1, 1, -1]) * (border + self.random.choice([-1, 0, 1]))))

    def decimal(self):
        return self.random.choice([0.5, 12.75, -3.125, 1e-7, 6.02e23, self.random.random(), round(self.random.random() * 1000, 2), 48213.0])

    def sentence(self):
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randrange(3, 15)))

    def leaf(self):
        kinds = [self.name, self.email, self.integer, self.sentence, lambda: self.random.random() < 0.5,
                 lambda: f"{self.random.getrandbits(64):016x}", lambda: "", lambda: f"+1-415-555-{self.random.randrange(10000):04}"]
        if self.has_float: kinds.append(self.decimal)
        if self.has_none: kinds.append(lambda: None)
        if self.has_bytes: kinds.append(lambda: self.random.randbytes(self.random.randrange(24, 60)) + b"\xff")
        return self.random.choice(kinds)()

    def member(self):
        return self.random.choice(["user", "email", "created_at", "customer name", "x" + str(self.random.randrange(100)), "Größe"])

    def value(self, depth=0):
        if depth < 3 and self.random.random() < 0.25:
            if self.random.random() < 0.5:
                return [self.value(depth + 1) for _ in range(self.random.randrange(0, 5))]
            return self.document(depth + 1)
        return self.leaf()

    def document(self, depth=0):
        made = {}
        for _ in range(self.random.randrange(1 if depth else 3, 7)):
            made[self.member()] = self.value(depth)
        if not depth:
            made["owner"] = self.name()
            made["contact"] = self.email()
        return made


def difference(left, right, path="$"):
    """Where two documents differ in structure, or None."""
    if isinstance(left, bool) or left is None:
        return None if left is right else f"{path}: {left!r} became another value"
    if type(left) is not type(right):
        return f"{path}: {type(left).__name__} became {type(right).__name__}"
    if isinstance(left, dict):
        if len(left) != len(right):
            return f"{path}: {len(left)} members became {len(right)}"
        for (_, one), (name, other) in zip(left.items(), right.items()):
            found = difference(one, other, f"{path}.{name}")
            if found: return found
    elif isinstance(left, (list, tuple)):
        if len(left) != len(right):
            return f"{path}: {len(left)} elements became {len(right)}"
        for number, (one, other) in enumerate(zip(left, right)):
            found = difference(one, other, f"{path}[{number}]")
            if found: return found
    elif isinstance(left, str):
        if len(left.encode()) != len(right.encode()):
            return f"{path}: a text of another length"
    elif isinstance(left, bytes):
        if len(left) != len(right):
            return f"{path}: bytes of another length"
    elif isinstance(left, int):
        if (left < 0) != (right < 0) or len(str(left)) != len(str(right)):
            return f"{path}: an integer of another length"
    elif isinstance(left, float):
        if math.isfinite(left) != math.isfinite(right):
            return f"{path}: a number is no longer finite"
    elif isinstance(left, (set, frozenset)):
        if len(left) != len(right):
            return f"{path}: {len(left)} members became {len(right)}"
    elif isinstance(left, (datetime.datetime, datetime.date)):
        return None
    return None


def secrets(value):
    """Every text of six bytes or more that a document tells, but for words that are structure anyway."""
    if isinstance(value, dict):
        for member in value.values(): yield from secrets(member)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for element in value: yield from secrets(element)
    elif isinstance(value, str) and len(value.encode()) >= 6 and any(character.isalpha() for character in value):
        yield value


def texts(value):
    """All texts of a document, joined."""
    if isinstance(value, dict):
        return "\n".join(f"{texts(name)}\n{texts(member)}" for name, member in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return "\n".join(texts(element) for element in value)
    return value if isinstance(value, str) else value.decode("latin-1") if isinstance(value, bytes) else str(value)
