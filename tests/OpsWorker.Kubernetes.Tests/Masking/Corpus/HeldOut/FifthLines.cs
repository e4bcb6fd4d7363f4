using static OpsWorker.Kubernetes.Tests.Masking.Corpus.Fake;

namespace OpsWorker.Kubernetes.Tests.Masking.Corpus.HeldOut;

/// <summary>The fifth set of ordinary text: lines of servers' and controllers' logs, events, digests, references, source code.</summary>
internal static class FifthLines
{
    /// <summary>Names with values.</summary>
    public static IReadOnlyList<(string Name, Func<Fake, string> Draw)> Pairs { get; } =
    [
        ("DB_PASSWORD_ENCODER", _ => "argon2id"),
        ("PASSWORD_MIN_SCORE", _ => "3"),
        ("TOKEN_ENDPOINT", _ => "https://idp.test/oauth2/token"),
        ("TOKEN_CACHE_SIZE", _ => "1024"),
        ("ACCESS_TOKEN_LIFETIME_SECONDS", _ => "3600"),
        ("SECRET_PROVIDER_CLASS", _ => "shop-vault"),
        ("VAULT_SECRET_PATH", _ => "kv/data/shop/db"),
        ("VAULT_ADDR", _ => "https://vault.test:8200"),
        ("API_KEY_HEADER", _ => "X-Api-Key"),
        ("API_KEYS_ENABLED", _ => "true"),
        ("KEY_PREFIX", _ => "cart:"),
        ("PARTITION_KEY", _ => "customer_id"),
        ("ENCRYPTION_KEY_ID", f => $"arn:aws:kms:eu-west-1:{f.Text(Digits, 12)}:key/{f.Uuid()}"),
        ("AUTH_MODE", _ => "oidc"),
        ("AUTH_URL", _ => "http://auth.shop.svc:8080/verify"),
        ("CREDENTIALS_PATH", _ => "/etc/creds/app.json"),
        ("COOKIE_DOMAIN", _ => ".shop.test"),
        ("SESSION_TIMEOUT_MINUTES", _ => "30"),
        ("SESSION_STORE", _ => "redis"),
        ("PRIVATE_NETWORK_CIDR", _ => "10.0.0.0/8"),
        ("LICENSE_SERVER", _ => "license.shop.test:27000"),
        ("BUILD_ID", f => f.Text(Hex, 40)),
        ("POD_TEMPLATE_HASH", f => f.Text(Hex, 10)),
        ("TRACE_ID", f => f.Text(Hex, 32)),
        ("OTEL_RESOURCE_ATTRIBUTES", f => $"service.name=web,service.instance.id={f.Uuid()}"),
        ("JAVA_OPTS", _ => "-Xmx512m -Djavax.net.ssl.trustStore=/etc/ts.jks"),
        ("SPRING_PROFILES_ACTIVE", _ => "prod,no-auth"),
        ("ConnectionStrings__Cache", _ => "cache:6379,ssl=false"),
        ("POSTGRES_USER", _ => "app"),
        ("POSTGRES_PASSWORD_FILE", _ => "/run/secrets/pg"),
        ("MYSQL_ALLOW_EMPTY_PASSWORD", _ => "yes"),
        ("GF_AUTH_ANONYMOUS_ENABLED", _ => "true"),
        ("REDIS_KEYSPACE", _ => "shop"),
        ("PUBLIC_KEY", f => "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + f.Text(Base64, 43)),
        ("JWKS_URI", _ => "https://idp.test/.well-known/jwks.json"),
        ("SIGNING_ALG", _ => "RS256"),
        ("PASSKEY_RP_ID", _ => "shop.test"),
        ("TOKENIZER_PATH", _ => "/models/llama/tokenizer.model"),
        ("MAX_TOKENS", _ => "8192"),
        ("KEYCLOAK_REALM", _ => "shop"),
        ("kubectl.kubernetes.io/restartedAt", _ => "2026-03-01T02:10:12Z"),
        ("vault.hashicorp.com/agent-inject", _ => "true"),
        ("vault.hashicorp.com/role", _ => "shop-web"),
        ("argocd.argoproj.io/tracking-id", _ => "shop:apps/Deployment:shop/token-api"),
        ("meta.helm.sh/release-name", _ => "auth-proxy"),
        ("eks.amazonaws.com/role-arn", f => $"arn:aws:iam::{f.Text(Digits, 12)}:role/secret-reader"),
        ("sidecar.istio.io/inject", _ => "false"),
        ("checksum/config", f => f.Text(Hex, 64)),
        ("deployment.kubernetes.io/revision", _ => "17"),
        ("cni.projectcalico.org/podIP", _ => "10.244.1.7/32"),
        ("DB_PASSWORD", _ => "vault:kv/data/db#password"),
        ("DB_PASSWORD", _ => "${DB_PASSWORD}"),
        ("API_TOKEN", _ => "<redacted>"),
        ("CLIENT_SECRET", _ => "********"),
    ];

    /// <summary>Lines of logs, events, commands and configuration.</summary>
    public static IReadOnlyList<Func<Fake, string>> All { get; } =
    [
        f => $"I0301 02:10:12.{f.Text(Digits, 6)}       1 shared_informer.go:318] Caches are synced for token_cleaner",
        f => $"I0301 02:10:12.{f.Text(Digits, 6)}       1 controller.go:624] quota admission added evaluator for: secrets",
        f =>
            $"E0301 02:10:12.{f.Text(Digits, 6)}       1 reflector.go:147] Failed to watch *v1.Secret: secrets is forbidden: "
            + "User \"system:serviceaccount:shop:web\" cannot list resource \"secrets\"",
        f =>
            $"W0301 02:10:12.{f.Text(Digits, 6)}       1 authentication.go:73] Unable to authenticate the request: "
            + "[invalid bearer token, token lookup failed]",
        f =>
            "{\"level\":\"warn\",\"ts\":\"2026-03-01T02:10:12.123Z\",\"caller\":\"etcdserver/util.go:170\",\"msg\":\"apply "
            + $"request took too long\",\"took\":\"{f.Number(100, 900)}ms\",\"request\":\"key:\\\"/registry/secrets/shop/db\\\" "
            + "\"}",
        f =>
            $"[2026-03-01T02:10:12.123Z] \"GET /token HTTP/1.1\" 503 UF 0 91 {f.Number(1, 99)} - \"-\" \"curl/8.5\" "
            + $"\"{f.Uuid()}\" \"auth.shop\" \"10.0.0.7:8080\" outbound|8080||auth.shop.svc.cluster.local",
        f =>
            $"10.0.0.{f.Number(1, 99)}:41234 [01/Mar/2026:02:10:12.123] front auth/web1 0/0/1/2/3 401 212 - - ---- "
            + "1/1/0/0/0 0/0 \"POST /password HTTP/1.1\"",
        f =>
            $"2026/03/01 02:10:12 [error] 7#7: *{f.Number(1, 999)} connect() failed (111: Connection refused) while "
            + "connecting to upstream, request: \"GET /secret HTTP/1.1\", upstream: \"http://10.0.0.7:8080/secret\"",
        f =>
            "time=\"2026-03-01T02:10:12Z\" level=warning msg=\"error authenticating\" error=\"token signature is invalid\" "
            + $"auth.user.name= http.request.id={f.Uuid()}",
        _ =>
            "ts=2026-03-01T02:10:12.123Z caller=main.go:12 level=info component=web msg=\"TLS is disabled.\" http2=false "
            + "address=[::]:9090",
        f =>
            $"level=info ts=2026-03-01T02:10:12Z caller=compact.go:519 msg=\"write block\" mint={f.Text(Digits, 13)} "
            + $"maxt={f.Text(Digits, 13)} ulid=01{f.Text(Upper + Digits, 24)}",
        f => $"2026-03-01 02:10:12.123 UTC [{f.Number(1, 999)}] FATAL:  password authentication failed for user \"app\"",
        f =>
            $"2026-03-01 02:10:12.123 UTC [{f.Number(1, 999)}] DETAIL:  Connection matched pg_hba.conf line 10: \"host "
            + "all all all scram-sha-256\"",
        f => $"2026-03-01T02:10:12.123456Z {f.Number(1, 99)} [Note] Access denied for user 'app'@'10.0.0.7' (using password: YES)",
        _ => "1:M 01 Mar 2026 02:10:12.123 # WARNING: no password is set for the default user",
        _ => "1:S 01 Mar 2026 02:10:12.123 * MASTER <-> REPLICA sync started",
        f =>
            $"{{\"t\":{{\"$date\":\"2026-03-01T02:10:12.123+00:00\"}},\"s\":\"I\",\"c\":\"ACCESS\","
            + $"\"id\":20249,\"ctx\":\"conn{f.Number(1, 99)}\","
            + "\"msg\":\"Authentication failed\",\"attr\":"
            + "{\"mechanism\":\"SCRAM-SHA-256\",\"user\":\"app\",\"error\":\"AuthenticationFailed\"}}",
        f =>
            "[2026-03-01 02:10:12,123] INFO [GroupCoordinator 1]: Preparing to rebalance group token-consumer in state "
            + $"PreparingRebalance with old generation {f.Number(1, 99)}",
        f => $"[2026-03-01 02:10:12,123] ERROR [SocketServer] Failed authentication with /10.0.0.{f.Number(1, 99)} (SSL handshake failed)",
        f =>
            $"2026-03-01 02:10:12.123 [info] <0.{f.Number(100, 999)}.0> connection <0.{f.Number(100, 999)}.0> (10.0.0.7:41234 "
            + "-> 10.0.0.8:5672): user 'app' authenticated and granted access to vhost '/'",
        _ =>
            "[2026-03-01T02:10:12,123][WARN ][o.e.x.s.a.RealmsAuthenticator] [es-0] Authentication to realm file failed "
            + "- Password authentication failed for elastic",
        _ => "[2026-03-01T02:10:12,123][INFO ][o.e.c.m.MetadataCreateIndexService] [es-0] [.security-tokens-7] creating index, cause [api]",
        f =>
            "2026-03-01 02:10:12.123  INFO 1 --- [           main] o.s.s.web.DefaultSecurityFilterChain     : Will "
            + $"secure any request with [o.s.s.w.a.www.BasicAuthenticationFilter@{f.Text(Hex, 8)}]",
        f =>
            $"2026-03-01 02:10:12.123 ERROR 1 --- [nio-8080-exec-{f.Number(1, 9)}] c.s.TokenService : token validation "
            + "failed java.lang.IllegalStateException: null",
        f => $"\tat com.shop.security.PasswordEncoder.encode(PasswordEncoder.java:{f.Number(10, 99)})",
        f => $"\tat io.jsonwebtoken.impl.DefaultJwtParser.parse(DefaultJwtParser.java:{f.Number(100, 999)})",
        f => $"  File \"/app/auth/token.py\", line {f.Number(10, 99)}, in verify_token",
        f => $"panic: runtime error: invalid memory address [signal SIGSEGV code=0x1 addr=0x0 pc=0x{f.Text(Hex, 6)}]",
        f => $"main.(*Auth).CheckPassword(0xc000{f.Text(Hex, 6)}, {{0x0, 0x0}})",
        f => $"thread 'main' panicked at src/token.rs:{f.Number(10, 99)}:9: called `Option::unwrap()` on a `None` value",
        _ => "ActionController::InvalidAuthenticityToken (Can't verify CSRF token authenticity.):",
        f => $"Started POST \"/users/password\" for 10.0.0.{f.Number(1, 99)} at 2026-03-01 02:10:12 +0000",
        _ => "  Parameters: {\"utf8\"=>\"✓\", \"user\"=>{\"email\"=>\"bob\", \"password\"=>\"[FILTERED]\"}}",
        f => $"[info] POST /session Sent 401 in {f.Number(1, 99)}ms request_id={f.Text(Alphanumeric, 20)}",
        f => $"celery.worker: Task shop.rotate_tokens[{f.Uuid()}] succeeded in 0.{f.Text(Digits, 6)}s: None",
        f => $"Liveness probe failed: Get \"http://10.0.0.{f.Number(1, 99)}:8080/auth/health\": dial tcp: connect: connection refused",
        _ => "MountVolume.SetUp failed for volume \"db-password\" : secret \"db-password\" not found",
        f =>
            $"MountVolume.SetUp failed for volume \"kube-api-access-{f.Text(Lower, 5)}\" : failed to fetch token: serviceaccounts "
            + "\"web\" not found",
        _ => "Error: couldn't find key password in Secret shop/db-auth",
        _ => "Error: secret \"registry-credentials\" not found",
        f => $"Failed to pull image \"registry.test/token-api:1.{f.Number(1, 9)}.0\": unauthorized: authentication required",
        f => $"Container image \"registry.test/auth@sha256:{f.Text(Hex, 64)}\" already present on machine",
        f => $"Scaled up replica set password-reset-{f.Text(Hex, 9)} to {f.Number(1, 9)}",
        f => $"Successfully pulled image \"secret-sync:1.{f.Number(1, 9)}\" in {f.Number(1, 9)}s ({f.Number(1, 9)}s including waiting)",
        _ => "Issuing certificate as Secret does not exist",
        f => $"Stored new private key in temporary Secret resource \"web-tls-{f.Text(Lower, 5)}\"",
        f => $"Updated private key on existing CertificateRequest: spec.revision={f.Number(1, 9)}",
        f => $"SecretSynced: Secret shop/db was synced from store vault at version {f.Number(1, 99)}",
        _ => "could not get secret data from provider: permission denied on kv/data/shop/db",
        f => $"node/worker-{f.Number(1, 9)} condition: KubeletReady kubelet is posting ready status. AppArmor enabled",
        f =>
            $"oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=cri-containerd-{f.Text(Hex, 64)}.scope,"
            + $"task_memcg=/kubepods.slice/pod{f.Uuid().Replace('-', '_')}",
        f => $"audit: type=1400 apparmor=\"DENIED\" operation=\"open\" name=\"/etc/shadow\" pid={f.Number(1, 9999)} comm=\"cat\"",
        f =>
            $"sshd[{f.Number(1, 9999)}]: Failed password for invalid user admin from 10.0.0.{f.Number(1, 99)} port "
            + $"{f.Number(1000, 9999)} ssh2",
        f => $"sshd[{f.Number(1, 9999)}]: Accepted publickey for ops from 10.0.0.7 port 50022 ssh2: ED25519 SHA256:{f.Text(Base64, 43)}",
        _ => "sudo: ops : TTY=pts/0 ; PWD=/home/ops ; USER=root ; COMMAND=/usr/bin/passwd bob",
        _ => "passwd: password for 'bob' changed by 'root'",
        f => $"CRON[{f.Number(1, 9999)}]: (root) CMD (/usr/local/bin/rotate-keys --all)",
        _ => "systemd[1]: Started user@1000.service - token agent.",
        _ => "vault: [INFO]  core: seal configuration missing, not initialized",
        f => $"vault: [INFO]  expiration: revoked lease: lease_id=auth/kubernetes/login/h{f.Text(Hex, 64)}",
        f => $"consul: agent.auth: ACL token not found: accessor_id={f.Uuid()}",
        _ => "traefik: Skipping middleware auth@kubernetescrd: secret shop/basic not found",
        f =>
            $"coredns: [INFO] 10.0.0.{f.Number(1, 99)}:41234 - {f.Number(1, 9999)} \"A IN auth.shop.svc.cluster.local. "
            + $"udp 46 false 512\" NOERROR qr,aa,rd 90 0.000{f.Text(Digits, 6)}s",
        f =>
            $"cilium: level=info msg=\"Identity of endpoint changed\" endpointID={f.Number(1, 999)} identity={f.Number(1, 9999)} "
            + "oldIdentity=init",
        _ => "istiod: adsc: spiffe://cluster.local/ns/shop/sa/token-api certificate expires in 23h",
        f =>
            $"argocd: level=info msg=\"Reconciliation completed\" application=argocd/secrets "
            + $"dest-namespace=shop time_ms={f.Number(1, 999)}",
        _ => "flux: decryption of secret shop/db failed: no key found to decrypt SOPS data",
        f => $"helm: Release \"auth\" has been upgraded. REVISION: {f.Number(1, 99)}",
        f =>
            $"terraform: aws_secretsmanager_secret.db: Refreshing state... "
            + $"[id=arn:aws:secretsmanager:eu-west-1:{f.Text(Digits, 12)}:secret:shop/db-{f.Text(Alphanumeric, 6)}]",
        f => $"git: HEAD is now at {f.Text(Hex, 7)} Rotate the password of the database",
        f => $"npm notice integrity: sha512-{f.Text(Base64, 86)}==",
        f => $"yarn: \"jsonwebtoken@npm:^9.0.0\": checksum: {f.Text(Hex, 128)}",
        f => $"pip: --hash=sha256:{f.Text(Hex, 64)}",
        f => $"cargo: checksum = \"{f.Text(Hex, 64)}\"",
        f => $"go: github.com/shop/secret v0.0.0-20260301021012-{f.Text(Hex, 12)}",
        f => $"docker: digest: sha256:{f.Text(Hex, 64)} size: {f.Number(100, 9999)}",
        f => $"cosign: tlog entry verified with uuid: {f.Text(Hex, 80)} index: {f.Number(1, 99999)}",
        f => $"ETag: \"{f.Text(Hex, 32)}\"",
        f => $"x-amz-request-id: {f.Text(Upper + Digits, 16)}",
        f => $"x-amz-id-2: {f.Text(Base64, 75)}=",
        f => $"traceparent: 00-{f.Text(Hex, 32)}-{f.Text(Hex, 16)}-01",
        f => $"x-b3-traceid: {f.Text(Hex, 32)}",
        f => $"uber-trace-id: {f.Text(Hex, 16)}:{f.Text(Hex, 16)}:0:1",
        f => $"correlation id {f.Uuid()} tenant {f.Uuid()}",
        f => $"X-Request-Id: {f.Text(Alphanumeric, 20)}",
        f => $"Idempotency-Key: {f.Uuid()}",
        f => $"Sec-WebSocket-Key: {f.Text(Base64, 22)}==",
        f => $"If-None-Match: W/\"{f.Text(Hex, 40)}\"",
        f => $"Content-MD5: {f.Text(Base64, 22)}==",
        f => $"blockhash 0x{f.Text(Hex, 64)} number {f.Number(1, 99999)}",
        f => $"container id {f.Text(Hex, 64)} exited with code 137",
        f => $"object version {f.Text(Alphanumeric + "._", 32)} of s3://shop/keys/public.pem",
        f => $"kafka: offset {f.Number(1, 99999)} key=customer-{f.Number(1, 99999)} partition {f.Number(0, 9)}",
        f => $"cache miss for key product:{f.Number(1, 99999)}:en",
        f => $"etcd: compacted revision {f.Number(1, 99999)} key space",
        f => $"index keys: 12 documents scanned, {f.Number(1, 99)} keys examined",
        f =>
            $"PRIMARY KEY violation: duplicate key value violates unique constraint \"tokens_pkey\" DETAIL: Key (id)=({f.Number(1, 9999)}) "
            + "already exists.",
        f => $"ERROR: relation \"password_resets\" does not exist at character {f.Number(1, 99)}",
        _ => "Unknown column 'password_hash' in 'field list'",
        _ => "ALTER TABLE users ADD COLUMN password_digest varchar(255)",
        _ => "CREATE INDEX idx_tokens_user ON tokens (user_id)",
        f => $"SELECT id, token_type FROM tokens WHERE user_id = {f.Number(1, 999)}",
        f => $"{{\"token_type\":\"Bearer\",\"expires_in\":{f.Number(60, 3600)},\"scope\":\"openid\"}}",
        _ => "{\"error\":\"invalid_client\",\"error_description\":\"Client secret is expired\"}",
        _ => "{\"passwordPolicy\":{\"minLength\":12,\"requireDigits\":true}}",
        _ => "{\"secretName\":\"web-tls\",\"hosts\":[\"shop.test\"]}",
        f =>
            $"{{\"usage\":{{\"prompt_tokens\":{f.Number(1, 999)},\"completion_tokens\":{f.Number(1, 999)},"
            + $"\"total_tokens\":{f.Number(1, 9999)}}}}}",
        f => $"{{\"keys\":[{{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"{f.Text(Url, 43)}\",\"y\":\"{f.Text(Url, 43)}\"}}]}}",
        _ => "password for user \"app\" has expired and must be changed",
        _ => "the password you entered does not match our records",
        _ => "Password: (not set)",
        _ => "password: ********",
        _ => "password = null",
        _ => "secret: null",
        _ => "token: undefined",
        _ => "token: none",
        _ => "api_key: (optional)",
        _ => "apiKey: string",
        _ => "password?: string;",
        _ => "passwords do not match",
        _ => "passwords:\n  minLength: 12\n  requireDigits: true",
        _ => "passwords: {minLength: 12, history: 5}",
        _ => "users:\n  bob: admin\n  eve: viewer",
        _ => "users:\n  bob: 1000\n  eve: 1001",
        _ => "users: {bob: bob@shop.test, eve: eve@shop.test}",
        _ => "accounts:\n  shop: 123456789012\n  dev: 210987654321",
        _ => "users:\n- name: kubernetes-admin\n  user: {}",
        _ => "tokens:\n  ttl: 1h\n  count: 3",
        _ => "The password was changed. Next step:\nvalue: enabled",
        _ => "Token created.\nstatus: active",
        _ => "login attempts: 3\npassword reset is required",
        _ => "machine web-1 is ready\npassword login is disabled",
        _ => "grpc_pass grpc://token-api:50051;",
        _ => "grpc_pass web-v2;",
        _ => "fastcgi_pass php-fpm8-pool:9000;",
        _ => "memcached_pass cache.shop.svc:11211;",
        _ => "proxy_pass $scheme://auth_backend$request_uri;",
        _ => "proxy_set_header Authorization \"\";",
        _ => "auth_request /oauth2/auth;",
        _ => "ssl_password_file /etc/nginx/pass.txt;",
        _ => "secretKeyRef: {name: db-auth, key: password}",
        _ => "passwordSecretRef:\n  name: grafana\n  key: admin-password",
        _ => "existingSecret: redis-auth\nexistingSecretPasswordKey: redis-password",
        _ => "tokenSecretRef: {name: dns, key: api-token}",
        _ => "imagePullSecrets: [{name: registry-auth}]",
        _ => "automountServiceAccountToken: false",
        _ => "serviceAccountToken: {path: token, expirationSeconds: 3607}",
        _ => "privateKeySecretRef:\n  name: letsencrypt-account",
        _ => "keySecretRef: {name: acme, key: tls.key}",
        _ => "password: ENC[AES256_GCM,data:x1Y2,iv:z,tag:t,type:str]",
        _ => "password: !vault |",
        _ => "password: op://shop/db/password",
        _ => "password: ref+vault://kv/db#/password",
        _ => "password: '{{resolve:secretsmanager:shop/db:SecretString:password}}'",
        _ => "db_password = data.vault_kv_secret_v2.db.data[\"password\"]",
        _ => "token = os.environ[\"API_TOKEN\"]",
        _ => "const token = await getToken(user);",
        _ => "var secret = config.GetValue<string>(\"Secret\");",
        _ => "if (password.Length < 12) throw new WeakPasswordException();",
        _ => "def check_password(self, raw_password):",
        _ => "func (t *Token) Valid() bool {",
        _ => "private final String passwordHash;",
        _ => "kubectl get secret db -o jsonpath='{.data.password}'",
        _ => "kubectl create token web --duration=1h",
        _ => "kubectl create secret generic db --from-file=password=./pw.txt",
        _ => "vault token lookup",
        _ => "vault write auth/kubernetes/role/shop policies=shop ttl=1h",
        _ => "aws sts get-caller-identity --profile shop",
        _ => "gcloud auth print-access-token --quiet",
        _ => "az keyvault secret list --vault-name shop",
        _ => "openssl rand -base64 32",
        _ => "openssl req -newkey rsa:2048 -keyout tls.key -out tls.csr",
        _ => "ssh-keygen -t ed25519 -f id_shop",
        _ => "docker login registry.test --password-stdin",
        _ => "mysql -h db -u app -p shop",
        _ => "mysqldump --single-transaction -h db shop",
        _ => "psql -h db -p 5432 -U app shop",
        _ => "redis-cli -h cache -p 6379 ping",
        _ => "mongosh --host db --port 27017 shop",
        _ => "mongo -u app -p --authenticationDatabase admin",
        _ => "curl -fsSL -u \"${USER}:${PASS}\" https://files.test",
        _ => "htpasswd -c /etc/nginx/users bob",
        _ => "git config credential.helper store",
        _ => "-----BEGIN CERTIFICATE REQUEST-----",
        _ => "key exchange: X25519, signature: RSA-PSS",
        _ => "TLS handshake with db: certificate signed by unknown authority",
        _ => "keyspace notifications are disabled",
        _ => "keyboard-interactive authentication is off",
        _ => "monkey patching done, turkey region selected",
        _ => "compass, bypass and passport modules loaded",
        _ => "secretary role assigned to bob",
        _ => "tokenizer loaded 32000 entries",
        _ => "authored by ops, authority is local",
        _ => "credential rotation is scheduled for 02:00",
        _ => "session affinity timeout is 10800",
        _ => "cookie policy accepted by visitor",
        _ => "signature verification took 3ms",
        _ => "OTP entered incorrectly 3 times",
        _ => "pin: 3 of 8 cores",
        _ => "license: Apache-2.0",
        _ => "license key is missing, running in community mode",
        _ => "webhook delivery failed with status 410",
        _ => "nonce reused, request dropped",
        _ => "salt minion web-1 is connected",
        _ => "access: read-only",
        _ => "key: value",
        _ => "keys: [id, name]",
        _ => "auth: none",
        _ => "auth: {type: basic, secretRef: db}",
        _ => "pass 3 of 5 completed",
        _ => "passed",
        _ => "PASS: TestTokenRefresh (0.03s)",
        _ => "--- FAIL: TestPasswordHash (0.12s)",
        _ => "ok  	shop/auth/token	0.123s",
    ];
}
