#!/usr/bin/env python3
"""Replays recorded exchanges with a Kubernetes API server against another server and reports every difference.

usage: replay_api.py --server URL [--ca FILE | --insecure] [--cert FILE --key FILE | --token TEXT] [options] TRANSCRIPT|FOLDER ...

  --only REGEX       run only the transcripts whose name matches        --jobs N     transcripts at a time (default 1)
  --skip REGEX       leave out the transcripts whose name matches       --list       print names and steps, run nothing
  --ignore POINTER   ignore a field everywhere (repeatable; '*' is one step of the path, '**' any number)
  --ignore-file FILE one POINTER a line, '#' starts a comment
  --setup FILE       objects to create first (default: setup/crds.json beside the transcripts)
  --json FILE        write the full result as JSON                      --verbose    print every exchange that differs
  --user NAME        user name of the credentials given (default admin) --deadline S factor on every deadline (default 1)

Exit status: 0 no difference, 1 differences, 2 wrong usage. The format is described in README.md of the recordings.
Python 3.8 or later, standard library only. The webhooks of the transcripts are served by this program on loopback.
"""
import argparse, base64, concurrent.futures, copy, gzip, http.client, http.server, json, os, queue, random, re, ssl, sys, tempfile
import threading, time, urllib.parse

DEFAULT_IGNORE = ["**/managedFields", "**/selfLink", "**/userInfo", "**/columnDefinitions/*/description"]
DEFAULT_UNORDERED = ["**/managedFields"]  # sorted by time, so the order depends on the clock
# A certificate for 127.0.0.1 that only the webhooks of the transcripts use. It protects nothing.
WEBHOOK_CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBRzCB7qADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCTEyNy4wLjAu
MTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
MTI3LjAuMC4xMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEn7qUEOCd/c8/zdSq
Wf6Eorp3wlKgwLBhlm1+K2C+N5N6VmnwjktFMQsq3D2O4R9Fq/L8/yldriaMHT10
jzy8o6MvMC0wDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2Nh
bGhvc3QwCgYIKoZIzj0EAwIDSAAwRQIgSjVgg0S6vO+RKKaAOzsyx1zuTefyTUN3
xr+tXKT3euMCIQDGKOQxc/w3ZDa+1f+WbutAZjZCPmHnIYGM7XHF2Uzg9g==
-----END CERTIFICATE-----"""
WEBHOOK_KEY = """-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQyI9mLMg7bvG7TIy
So1PMWnWfd0LgHLuINeUqXUN6juhRANCAASfupQQ4J39zz/N1KpZ/oSiunfCUqDA
sGGWbX4rYL43k3pWafCOS0UxCyrcPY7hH0Wr8vz/KV2uJowdPXSPPLyj
-----END PRIVATE KEY-----"""

# --- tokens: ${class}, ${class:n} (bound at first sight, equal from then on), ${name} (a captured value) ---

CLASSES = {
    "uid": r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "rv": r"[0-9]+", "listrv": r"[0-9]+", "anyrv": r"[0-9]+",
    "time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "microtime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
    "rand": r"[a-z0-9]{5,10}", "ip": r"\d+\.\d+\.\d+\.\d+", "age": r"(\d+[smhdy])+", "int": r"\d+", "jwt": r"eyJ[\w-]+\.[\w-]+\.[\w-]+",
    "any": r"[\s\S]*", "duration": r"[\d.]+[mµn]?s",
}
TOKEN = re.compile(r"\$\{([A-Za-z][A-Za-z0-9]*)(?::(\w+))?\}")


class Variables(dict):
    """Bound tokens of one transcript."""

    def fill(self, value):
        """Replaces the bound tokens of a request."""
        if isinstance(value, str):
            return TOKEN.sub(lambda m: str(self.get(m.group(0)[2:-1], m.group(0))), value)
        if isinstance(value, list):
            return [self.fill(v) for v in value]
        if isinstance(value, dict):
            return {self.fill(k): self.fill(v) for k, v in value.items()}
        return value

    def match(self, expected, actual):
        """Compares a string that may hold tokens; binds those that are new. Returns a reason, or None when equal."""
        if "${" not in expected:
            return None if expected == actual else "differs"
        pattern, new, end = "", [], 0
        for m in TOKEN.finditer(expected):
            pattern += re.escape(expected[end:m.start()])
            end, kind, key = m.end(), m.group(1), m.group(0)[2:-1]
            if key in self and kind not in ("listrv", "time", "microtime", "any", "age", "int", "jwt", "duration"):
                pattern += re.escape(str(self[key]))
            elif kind in CLASSES:
                pattern += "(" + CLASSES[kind].replace("(", "(?:") + ")"
                new.append((kind, key))
            else:
                return "token ${%s} has no value" % key
        found = re.fullmatch(pattern + re.escape(expected[end:]), actual)
        if not found:
            return "differs"
        for (kind, key), value in zip(new, found.groups()):
            if kind in ("rv", "listrv"):
                wrong = self.order(kind, key, int(value))
                if wrong:
                    return wrong
            if ":" in key:
                if kind in ("uid", "rand", "ip") and any(v == value for k, v in self.items() if k.startswith(kind + ":")):
                    return "the same as another ${%s}, but must differ" % kind
                self[key] = value
        return None

    def order(self, kind, key, value):
        """Resource versions only grow: rv:n are numbered in their order, a list's is not older than what was seen."""
        for other, seen in self.items():
            if not other.startswith("rv:"):
                continue
            seen, rank = int(seen), int(other[3:])
            if kind == "listrv":
                if value < seen and not key.endswith("old"):
                    return "list resourceVersion %d is older than %s (%d)" % (value, other, seen)
            elif (rank < int(key[3:])) != (seen < value):
                return "resourceVersion %d (%s) is out of order with %d (%s)" % (value, key, seen, other)
        return None


# --- comparison ---

def pointer_pattern(pointer):
    parts = []
    for p in pointer.strip("/").split("/"):
        parts.append("(?:/[^/]*)*" if p == "**" else "/[^/]*" if p == "*" else "/" + re.escape(p))
    return "".join(parts)


class Comparison:
    def __init__(self, variables, ignore=(), unordered=(), subset=False):
        self.variables, self.subset, self.differences = variables, subset, []
        self.ignored = re.compile("|".join("(?:%s)" % pointer_pattern(i) for i in ignore) or r"(?!)")
        self.unordered = re.compile("|".join("(?:%s)" % pointer_pattern(u) for u in unordered) or r"(?!)")

    def add(self, path, what, expected=None, actual=None):
        self.differences.append({"path": path or "/", "what": what, "expected": expected, "actual": actual})

    def compare(self, expected, actual, path=""):
        if self.ignored.fullmatch(path or "/"):
            return
        if isinstance(expected, dict) and isinstance(actual, dict):
            # keys may hold tokens (a namespace name inside managedFields, for example)
            filled = {self.variables.fill(k): v for k, v in expected.items()}
            for k in sorted(filled.keys() | actual.keys()):
                at = path + "/" + k.replace("~", "~0").replace("/", "~1")
                if self.ignored.fullmatch(at):
                    continue
                if k not in actual:
                    self.add(at, "missing", filled[k])
                elif k not in filled:
                    if not self.subset:
                        self.add(at, "extra", None, actual[k])
                else:
                    self.compare(filled[k], actual[k], at)
        elif isinstance(expected, list) and isinstance(actual, list):
            self.compare_lists(expected, actual, path)
        elif isinstance(expected, str) and isinstance(actual, str):
            reason = self.variables.match(expected, actual)
            if reason:
                self.add(path, reason, self.variables.fill(expected), actual)
        elif type(expected) != type(actual) and not (is_number(expected) and is_number(actual)) or expected != actual:
            self.add(path, "differs", expected, actual)

    def compare_lists(self, expected, actual, path):
        if self.subset or self.unordered.fullmatch(path):
            rest = list(enumerate(actual))
            for i, e in enumerate(expected):
                for at, (_, a) in enumerate(rest):
                    trial = Comparison(Variables(self.variables), subset=self.subset)
                    trial.ignored, trial.unordered = self.ignored, self.unordered
                    trial.compare(e, a, "%s/%d" % (path, i))
                    if not trial.differences:
                        self.variables.update(trial.variables)
                        del rest[at]
                        break
                else:
                    self.add("%s/%d" % (path, i), "no element of the answer matches", e, self.nearest(e, rest))
            if rest and not self.subset:
                self.add(path, "extra elements", None, [a for _, a in rest])
            return
        for i, (e, a) in enumerate(zip(expected, actual)):
            self.compare(e, a, "%s/%d" % (path, i))
        for i in range(len(actual), len(expected)):
            self.add("%s/%d" % (path, i), "missing", expected[i])
        for i in range(len(expected), len(actual)):
            self.add("%s/%d" % (path, i), "extra", None, actual[i])

    @staticmethod
    def nearest(expected, rest):
        """The element of the same name, to show what differs."""
        name = expected.get("name") if isinstance(expected, dict) else None
        return next((a for _, a in rest if isinstance(a, dict) and name is not None and a.get("name") == name), None)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def at_pointer(body, pointer):
    for part in pointer.strip("/").split("/"):
        part = part.replace("~1", "/").replace("~0", "~")
        body = body[int(part)] if isinstance(body, list) else body[part]
    return body


# --- talking to the server ---

class Answer:
    def __init__(self, code, headers, data):
        self.code, self.headers, self.data, self.events = code, headers, data, None
        self.text = data.decode("utf-8", "replace")
        try:
            self.json = json.loads(self.text)
        except ValueError:
            self.json = None

    def header(self, name):
        values = [v for k, v in self.headers if k.lower() == name.lower()]
        return None if not values else values[0] if len(values) == 1 else values


class Server:
    """A server and the credentials for it."""

    def __init__(self, url, ca=None, cert=None, key=None, token=None, insecure=False):
        self.url, self.token = urllib.parse.urlsplit(url), token
        self.contexts = {}
        if self.url.scheme == "https":
            for who in ("admin", "none"):
                context = ssl.create_default_context(cafile=ca)
                if insecure or not ca:
                    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                if cert and who == "admin":
                    context.load_cert_chain(cert, key)
                self.contexts[who] = context

    def connect(self, who, timeout):
        if self.url.scheme == "https":
            return http.client.HTTPSConnection(self.url.hostname, self.url.port or 443, timeout=timeout, context=self.contexts[who])
        return http.client.HTTPConnection(self.url.hostname, self.url.port or 80, timeout=timeout)

    def send(self, request, timeout=35):
        """Sends a request whose tokens are filled; returns the connection and the open response."""
        who = request.get("auth", "admin")
        connection = self.connect(who, timeout)
        path = urllib.parse.quote(request["path"], safe="/%:=,~")
        if request.get("query"):
            path += "?" + urllib.parse.urlencode(request["query"], doseq=True)
        headers = {"Accept": "application/json"}
        if self.token and who == "admin":
            headers["Authorization"] = "Bearer " + self.token
        body = None
        if "raw" in request:
            body = (request["raw"] * request.get("repeat", 1)).encode()
        elif "body" in request:
            body = json.dumps(request["body"]).encode()
        if body is not None:
            headers["Content-Type"] = "application/json"
        for name, value in request.get("headers", {}).items():
            headers = {k: v for k, v in headers.items() if k.lower() != name.lower()}
            if value is not None:
                headers[name] = value
        connection.putrequest(request["method"], path, skip_accept_encoding=True)
        for name, value in headers.items():
            for v in value if isinstance(value, list) else [value]:
                connection.putheader(name, v)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        if body:
            try:
                connection.send(body)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the server may answer before it has read a body that is too large
        return connection, connection.getresponse()

    def ask(self, request):
        connection, response = self.send(request)
        data = response.read()
        connection.close()
        if response.getheader("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        return Answer(response.status, response.getheaders(), data)


class Watch:
    """Reads the events of a watch in the background."""

    def __init__(self, server, request):
        self.connection, self.response = server.send(request, timeout=None)
        self.socket = self.connection.sock
        self.events, self.closed = queue.Queue(), threading.Event()
        self.raw = b""
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        try:
            while True:
                line = self.response.readline()
                if not line:
                    break
                self.raw += line
                if line.strip() and self.response.status == 200:
                    self.events.put(json.loads(line))
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass
        self.closed.set()

    def collect(self, count, timeout):
        events, end = [], time.monotonic() + timeout
        while len(events) < count and time.monotonic() < end:
            try:
                events.append(self.events.get(timeout=0.02))
            except queue.Empty:
                if self.closed.is_set() and self.events.empty():
                    break
        return events

    def answer(self):
        answer = Answer(self.response.status, self.response.getheaders(), self.raw)
        return answer

    def close(self):
        try:
            (self.socket or self.connection.sock).shutdown(2)
        except (OSError, AttributeError):
            pass
        self.connection.close()


# --- the webhooks of the transcripts ---

class Webhooks:
    """Answers admission reviews as a transcript says, and keeps what was asked."""

    def __init__(self):
        self.replies, self.seen, self.lock = {}, {}, threading.Lock()
        folder = tempfile.mkdtemp()
        pem = os.path.join(folder, "pem")
        with open(pem, "w") as f:
            f.write(WEBHOOK_CERTIFICATE + "\n" + WEBHOOK_KEY)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        os.unlink(pem)
        os.rmdir(folder)
        hooks = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                hooks.serve(self)

            def log_message(self, *_):
                pass

        class Listener(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass

        self.http = Listener(("127.0.0.1", 0), Handler)
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def serve(self, handler):
        path, _, query = handler.path.partition("?")
        review = json.loads(handler.rfile.read(int(handler.headers.get("Content-Length", 0))))
        with self.lock:
            self.seen.setdefault(path, []).append({
                "path": path, "query": dict(urllib.parse.parse_qsl(query)),
                "headers": {k: handler.headers[k] for k in ("Content-Type", "Accept") if handler.headers[k]}, "body": review})
            reply = copy.deepcopy(self.replies.get(path, {"code": 404, "raw": "no such webhook"}))
        time.sleep(reply.get("delay", 0))
        if "raw" in reply:
            data = reply["raw"].encode()
        else:
            body = json.loads(json.dumps(reply.get("body")).replace("${request.uid}", review["request"]["uid"]))
            if "patch" in reply:
                body["response"]["patch"] = base64.b64encode(json.dumps(reply["patch"]).encode()).decode()
            data = json.dumps(body).encode()
        try:
            handler.send_response(reply.get("code", 200))
            for k, v in reply.get("headers", {"Content-Type": "application/json"}).items():
                handler.send_header(k, v)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)
        except OSError:
            pass  # the server gave up waiting

    def take(self, path, count=0, timeout=0):
        end = time.monotonic() + timeout
        while time.monotonic() < end and len(self.seen.get(path, ())) < count:
            time.sleep(0.02)
        with self.lock:
            return self.seen.pop(path, [])


# --- running a transcript ---

class Runner:
    """Runs the steps of one transcript. With record=True the answers are kept in step['raw_answer'] and nothing is compared."""

    def __init__(self, server, webhooks, user="admin", ignore=(), slack=1.0, record=False):
        self.server, self.webhooks, self.ignore, self.slack, self.record = server, webhooks, list(ignore), slack, record
        self.run = "t" + "".join(random.choice("bcdfghjklmnpqrstvwxz2456789") for _ in range(7))
        self.variables = Variables({
            "ns": self.run, "admin": user, "webhookPort": str(webhooks.port),
            "webhookCA": base64.b64encode((WEBHOOK_CERTIFICATE + "\n").encode()).decode()})
        self.watches, self.extra_ignore = {}, []

    def hook_path(self, path):
        return "/" + self.run + path

    def start(self, transcript):
        self.extra_ignore = transcript.get("ignore", [])
        self.keep = set(transcript.get("compare", []))
        for name, value in transcript.get("variables", {}).items():
            self.variables[name] = self.variables.fill(value)
        if transcript.get("namespace", True):
            namespace = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": self.run, "labels": transcript.get("namespaceLabels", {})}}
            answer = self.server.ask({"method": "POST", "path": "/api/v1/namespaces", "body": namespace})
            if answer.code != 201:
                return "the namespace of the transcript was refused: %d %s" % (answer.code, answer.text[:300])
            end = time.monotonic() + 10 * self.slack
            for path in ("/serviceaccounts/default", "/configmaps/kube-root-ca.crt"):
                while time.monotonic() < end:
                    if self.server.ask({"method": "GET", "path": "/api/v1/namespaces/" + self.run + path}).code == 200:
                        break
                    time.sleep(0.05)
        return None

    def finish(self, transcript):
        for watch in self.watches.values():
            watch.close()
        paths = [self.variables.fill(p) for p in transcript.get("cleanup", [])]
        if transcript.get("namespace", True):
            paths.append("/api/v1/namespaces/" + self.run)
        for path in paths:
            try:
                self.server.ask({"method": "DELETE", "path": path})
            except OSError:
                pass

    def step(self, step):
        """Runs one step; returns its differences."""
        if "sleep" in step:
            time.sleep(step["sleep"])
            return []
        if "webhook" in step:
            self.webhooks.replies[self.hook_path(step["webhook"])] = self.variables.fill(step["reply"])
            return []
        if "close" in step:
            self.watches.pop(step["close"]).close()
            return []
        deadline = time.monotonic() + step.get("until", 0) * self.slack
        while True:
            saved = dict(self.variables)
            differences = self.attempt(step)
            done = not differences
            if "until_called" in step:
                missing = [p for p in step["until_called"] if not self.webhooks.seen.get(self.hook_path(p))]
                done = not missing
                if missing:
                    differences = [{"path": "/", "what": "webhook was not called", "expected": missing, "actual": None}]
            if self.record and "until" in step and "until_called" not in step:
                done = step["ready"](step["raw_answer"])
            if done or time.monotonic() >= deadline:
                break
            self.variables.clear()
            self.variables.update(saved)
            time.sleep(0.1)
        if "until_called" in step:
            time.sleep(0.3)
            for p in step["until_called"]:
                self.webhooks.take(self.hook_path(p))
        return differences

    def attempt(self, step):
        expect = step.get("expect", {})
        if "reviews" in step:
            expected = expect.get("reviews", [])
            seen = self.webhooks.take(self.hook_path(step["reviews"]), step.get("count", len(expected)), step.get("timeout", 5) * self.slack)
            for s in seen:
                s["path"] = step["reviews"]
            step["raw_answer"] = seen
            return self.compare_to(step, [("", expected, seen)])
        if "collect" in step:
            watch = self.watches[step["collect"]]
            events = watch.collect(step["count"], step.get("timeout", 10) * self.slack)
            if step.get("then_quiet"):
                events += watch.collect(1, step["then_quiet"])
            step["raw_answer"] = events
            return self.compare_to(step, [("/events", expect.get("events"), events)])
        request = self.variables.fill(step["request"])
        try:
            if "open" in step:
                watch = self.watches[step["open"]] = Watch(self.server, request)
                answer = watch.answer()
            elif "watch" in step:
                answer = self.watch_once(step, request)
            else:
                answer = self.server.ask(request)
        except (OSError, http.client.HTTPException) as e:
            if self.record:
                raise
            return [{"path": "/", "what": "no answer: %r" % e, "expected": expect.get("code"), "actual": None}]
        step["raw_answer"] = answer
        differences = []
        for name, pointer in step.get("capture", {}).items():
            try:
                self.variables[name] = at_pointer(answer.json, pointer)
            except (KeyError, IndexError, TypeError, ValueError):
                differences.append({"path": pointer, "what": "value to capture is missing", "expected": "${%s}" % name, "actual": None})
        return differences + self.compare_answer(step, expect, answer)

    def watch_once(self, step, request):
        watch = Watch(self.server, request)
        wanted = step["watch"]
        events = watch.collect(wanted["count"], wanted.get("timeout", 10) * self.slack)
        if wanted.get("closes"):
            if not watch.closed.wait(wanted["closes"] * self.slack):
                events.append({"type": "(the server did not close the watch)"})
        watch.close()
        answer = watch.answer()
        answer.events = events
        return answer

    def compare_answer(self, step, expect, answer):
        if self.record:
            return []
        pairs = []
        if expect.get("code") is not None:
            pairs.append(("(code)", expect["code"], answer.code))
        headers = dict(expect.get("headers", {}))
        if "code" in expect and not any(h.lower() == "warning" for h in headers):
            headers["Warning"] = None
        for name, value in headers.items():
            pairs.append(("(header)/" + name, value, answer.header(name)))
        if "body" in expect:
            pairs.append(("", expect["body"], answer.json if answer.json is not None else answer.text))
        if "subset" in expect:
            pairs.append(("", expect["subset"], answer.json if answer.json is not None else answer.text))
        if "text" in expect:
            pairs.append(("(text)", expect["text"], answer.text))
        if "events" in expect:
            pairs.append(("/events", expect["events"], answer.events))
        return self.compare_to(step, pairs)

    def compare_to(self, step, pairs):
        if self.record:
            return []
        keep = self.keep | set(step.get("compare", []))
        ignore = [i for i in DEFAULT_IGNORE if i.rsplit("/", 1)[1] not in keep] + self.ignore + self.extra_ignore + step.get("ignore", [])
        differences = []
        for path, expected, actual in pairs:
            comparison = Comparison(self.variables, ignore, DEFAULT_UNORDERED + step.get("unordered", []), "subset" in step.get("expect", {}))
            comparison.compare(expected, actual, path)
            differences += comparison.differences
        return differences


def run_transcript(server, webhooks, transcript, arguments):
    runner = Runner(server, webhooks, arguments.user, arguments.ignore, arguments.deadline)
    result = {"name": transcript["name"], "steps": len(transcript["steps"]), "failed": []}
    try:
        refused = runner.start(transcript)
        if refused:
            result["failed"].append({"step": 0, "about": "start", "differences": [{"path": "/", "what": refused, "expected": None, "actual": None}]})
            return result
        for number, step in enumerate(transcript["steps"], 1):
            differences = runner.step(step)
            if differences:
                result["failed"].append({"step": number, "about": about(step), "note": step.get("note"), "differences": differences})
    except Exception as e:  # one broken transcript must not hide the others
        result["failed"].append({"step": 0, "about": "error", "differences": [{"path": "/", "what": repr(e), "expected": None, "actual": None}]})
    finally:
        runner.finish(transcript)
    return result


def about(step):
    if "request" in step:
        query = urllib.parse.urlencode(step["request"].get("query", {}), doseq=True)
        return "%s %s%s" % (step["request"]["method"], step["request"]["path"], "?" + query if query else "")
    return " ".join("%s %s" % (k, step[k]) for k in ("webhook", "reviews", "collect", "close", "sleep") if k in step)


def setup(server, objects):
    """Creates what the transcripts take for granted; waits until it is served."""
    for o in objects:
        plural = o["kind"].lower() + "s"
        base = ("/api/" if o["apiVersion"] == "v1" else "/apis/") + o["apiVersion"]
        answer = server.ask({"method": "POST", "path": base + "/" + plural, "body": o})
        if answer.code not in (200, 201, 409):
            sys.exit("setup: %s %s: %d %s" % (o["kind"], o["metadata"]["name"], answer.code, answer.text[:1500]))
    for o in objects:
        if o["kind"] != "CustomResourceDefinition":
            continue
        path = "/apis/%s/%s/%s" % (o["spec"]["group"], o["spec"]["versions"][0]["name"], o["spec"]["names"]["plural"])
        end = time.monotonic() + 30
        while server.ask({"method": "GET", "path": path}).code != 200:
            if time.monotonic() > end:
                sys.exit("setup: %s is not served" % path)
            time.sleep(0.1)
    time.sleep(1)  # discovery and OpenAPI follow the definitions a little later


def load(paths):
    transcripts, folders = [], []
    for path in paths:
        if os.path.isdir(path):
            folders.append(path)
            for folder, _, files in sorted(os.walk(path)):
                transcripts += [os.path.join(folder, f) for f in sorted(files) if f.endswith(".json") and os.path.basename(folder) not in ("setup", "data")]
        else:
            transcripts.append(path)
    loaded = []
    for t in transcripts:
        with open(t, encoding="utf-8") as f:
            loaded.append(json.load(f))
    return [t for t in loaded if "steps" in t], folders


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ("--server", "--ca", "--cert", "--key", "--token", "--only", "--skip", "--ignore-file", "--setup", "--json"):
        parser.add_argument(name)
    parser.add_argument("--user", default="admin")
    parser.add_argument("--ignore", action="append", default=[])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--deadline", type=float, default=1.0)
    for name in ("--insecure", "--list", "--verbose"):
        parser.add_argument(name, action="store_true")
    parser.add_argument("transcripts", nargs="+")
    arguments = parser.parse_args()
    transcripts, folders = load(arguments.transcripts)
    if arguments.only:
        transcripts = [t for t in transcripts if re.search(arguments.only, t["name"])]
    if arguments.skip:
        transcripts = [t for t in transcripts if not re.search(arguments.skip, t["name"])]
    if arguments.list:
        for t in transcripts:
            print("%-55s %3d steps  %s" % (t["name"], len(t["steps"]), t.get("about", "")))
        return 0
    if not arguments.server:
        parser.error("--server is needed")
    if not transcripts:
        parser.error("no transcripts found")
    if arguments.ignore_file:
        with open(arguments.ignore_file) as f:
            arguments.ignore += [line.split("#")[0].strip() for line in f if line.split("#")[0].strip()]
    server = Server(arguments.server, arguments.ca, arguments.cert, arguments.key, arguments.token, arguments.insecure)
    objects = arguments.setup or next((p for p in (os.path.join(f, "setup", "crds.json") for f in folders) if os.path.exists(p)), None)
    if objects:
        with open(objects) as f:
            setup(server, json.load(f))
    webhooks = Webhooks()
    failed = steps = failed_steps = 0
    results = []
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for result in pool.map(lambda t: run_transcript(server, webhooks, t, arguments), transcripts):
            results.append(result)
            steps += result["steps"]
            failed_steps += len(result["failed"])
            failed += bool(result["failed"])
            print("%s %s (%d steps)" % ("FAIL" if result["failed"] else "ok  ", result["name"], result["steps"]), flush=True)
            for f in result["failed"]:
                print("    step %s: %s%s" % (f["step"], f["about"], "  (%s)" % f["note"] if f.get("note") else ""))
                shown = f["differences"] if arguments.verbose else f["differences"][:6]
                for d in shown:
                    limit = 100000 if arguments.verbose else 400
                    print("      %s: %s" % (d["path"], d["what"]))
                    if d["expected"] is not None:
                        print("        expected %s" % json.dumps(d["expected"], ensure_ascii=False)[:limit])
                    if d["actual"] is not None:
                        print("        found    %s" % json.dumps(d["actual"], ensure_ascii=False)[:limit])
                if len(shown) < len(f["differences"]):
                    print("      and %d more differences" % (len(f["differences"]) - len(shown)))
    if arguments.json:
        with open(arguments.json, "w") as f:
            json.dump(results, f, indent=1, ensure_ascii=False)
    print("%d transcripts, %d steps: %d transcripts and %d steps differ" % (len(results), steps, failed, failed_steps))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
