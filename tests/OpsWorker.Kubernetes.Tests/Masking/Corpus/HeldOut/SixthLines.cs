using static OpsWorker.Kubernetes.Tests.Masking.Corpus.Fake;

namespace OpsWorker.Kubernetes.Tests.Masking.Corpus.HeldOut;

/// <summary>The sixth set of ordinary text: logs, events, manifests, metrics, commands, and encoded text that is harmless.</summary>
internal static class SixthLines
{
    public static IReadOnlyList<Func<Fake, string>> All { get; } =
    [
        // Logs of controllers and servers.
        f => $"I1128 09:14:02.{f.Text(Digits, 6)}       1 tokens_controller.go:92] Deleting token for service account shop/web",
        f => $"I1128 09:14:02.{f.Text(Digits, 6)}       1 secret_manager.go:213] Secret \"shop/db\" is not registered",
        f =>
            $"E1128 09:14:02.{f.Text(Digits, 6)}       1 token_manager.go:121] Couldn't update token cache: serviceaccounts \"web\" "
            + "not found",
        f => $"W1128 09:14:02.{f.Text(Digits, 6)}       1 warnings.go:70] spec.template.spec.imagePullSecrets[0].name: must not be empty",
        f =>
            $"I1128 09:14:02.{f.Text(Digits, 6)}       1 garbagecollector.go:549] \"Processing item\" item=\"[v1/Secret, uid: "
            + $"{f.Uuid()}]\"",
        f => $"I1128 09:14:02.{f.Text(Digits, 6)}       1 leaderelection.go:278] successfully renewed lease kube-system/key-rotator",
        f =>
            $"{{\"level\":\"info\",\"ts\":{f.Text("123456789", 10)}.5,\"logger\":\"controllers.ExternalSecret\","
            + $"\"msg\":\"reconciled secret\",\"name\":\"shop-db\"}}",
        f =>
            $"{{\"time\":\"2026-11-28T09:14:02Z\",\"level\":\"WARN\",\"msg\":\"token bucket empty\",\"bucket\":\"checkout\","
            + $"\"tokens\":{f.Number(0, 9)}}}",
        f =>
            $"{{\"severity\":\"ERROR\",\"message\":\"key not found in cache\",\"key\":\"cart:{f.Number(1, 9999)}\","
            + $"\"traceId\":\"{f.Text(Hex, 32)}\"}}",
        f => $"{{\"@timestamp\":\"2026-11-28T09:14:02.000Z\",\"ecs.version\":\"8.11\",\"event.id\":\"{f.Uuid()}\",\"user.name\":\"bob\"}}",
        f =>
            "level=error ts=2026-11-28T09:14:02Z caller=notify.go:732 component=dispatcher msg=\"Notify for alerts failed\" "
            + $"num_alerts={f.Number(1, 9)} err=\"unexpected status code 403\"",
        f =>
            $"ts=2026-11-28T09:14:02Z level=info msg=\"replaying WAL segment\" segment={f.Number(1, 99)} maxSegment=120 "
            + $"checkpoint=00000{f.Number(100, 999)}",
        f =>
            $"[2026-11-28T09:14:02.771Z] \"POST /oauth/token HTTP/2\" 401 - via_upstream - \"-\" 64 31 {f.Number(1, 99)} \"-\" "
            + $"\"okhttp/4.12\" \"{f.Uuid()}\" \"idp:443\"",
        f =>
            $"10.1.{f.Number(0, 9)}.7 - bob [28/Nov/2026:09:14:02 +0000] \"GET /keys/public HTTP/1.1\" 200 {f.Number(100, 9999)} "
            + "\"-\" \"Mozilla/5.0\"",
        f =>
            $"2026/11/28 09:14:02 [warn] 12#12: *{f.Number(1, 999)} an upstream response is buffered to a temporary file "
            + "/var/cache/nginx/3/01/0000000013",
        f => $"2026/11/28 09:14:02 [error] 31#31: *{f.Number(1, 999)} auth request unexpected status: 502 while sending to client",
        f =>
            $"2026-11-28 09:14:02 UTC [{f.Number(1, 999)}]: user=app,db=shop,app=web,client=10.0.0.7 LOG:  duration: "
            + $"{f.Number(1, 999)}.412 ms  statement: SELECT token_id FROM tokens",
        f =>
            $"2026-11-28 09:14:02 UTC [{f.Number(1, 999)}] ERROR:  null value in column \"password_digest\" of relation \"users\" "
            + "violates not-null constraint",
        f => $"2026-11-28 09:14:02 UTC [{f.Number(1, 999)}] DETAIL:  Failing row contains (17, bob, null, 2026-11-28).",
        f =>
            $"2026-11-28T09:14:02.{f.Text(Digits, 6)}Z {f.Number(1, 99)} [ERROR] [MY-013129] [Server] A message intended for a "
            + "client cannot be sent there",
        f => $"2026-11-28T09:14:02.{f.Text(Digits, 6)}Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.",
        f => $"1:M 28 Nov 2026 09:14:02.112 * Background saving started by pid {f.Number(1, 999)}",
        f => $"1:S 28 Nov 2026 09:14:02.112 # MASTER aborted replication with an error: NOAUTH Authentication required. ({f.Number(1, 9)})",
        f =>
            $"{{\"t\":{{\"$date\":\"2026-11-28T09:14:02Z\"}},\"s\":\"I\",\"c\":\"INDEX\",\"id\":20345,"
            + $"\"ctx\":\"conn{f.Number(1, 99)}\",\"msg\":\"Index build: done\",\"attr\":{{\"key\":{{\"token\":1}}}}}}",
        f =>
            $"[2026-11-28 09:14:02,771] WARN [Producer clientId=orders-{f.Number(1, 9)}] Got error produce response with "
            + $"correlation id {f.Number(1, 999)} on topic-partition keys-0",
        f => $"[2026-11-28 09:14:02,771] INFO [SslFactory] Modifying truststore path /etc/kafka/secrets/ts.jks ({f.Number(1, 9)} entries)",
        f =>
            $"2026-11-28 09:14:02.771 [error] <0.{f.Number(100, 999)}.0> closing AMQP connection: PLAIN login refused: user 'guest' "
            + "can only connect via localhost",
        f =>
            "[2026-11-28T09:14:02,771][INFO ][o.e.x.s.s.SecurityIndexManager] [es-1] security index [.security-7] mapping version "
            + $"is {f.Number(1, 99)}",
        f =>
            $"2026-11-28 09:14:02.771  WARN {f.Number(1, 99)} --- [scheduling-1] c.shop.auth.KeyRotationJob : next rotation at "
            + "2026-12-01T00:00",
        f =>
            $"09:14:02.771 [http-nio-8080-exec-{f.Number(1, 9)}] DEBUG o.s.s.w.c.HttpSessionSecurityContextRepository - No "
            + "HttpSession currently exists",
        f =>
            "\tat org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder.matches("
            + $"BCryptPasswordEncoder.java:{f.Number(10, 199)})",
        f => $"\tat com.nimbusds.jose.crypto.RSASSASigner.<init>(RSASSASigner.java:{f.Number(10, 199)})",
        f => $"    at verifyToken (/app/dist/auth/token.service.js:{f.Number(1, 99)}:{f.Number(1, 99)})",
        f => $"  File \"/usr/lib/python3.12/site-packages/jwt/api_jws.py\", line {f.Number(10, 199)}, in _verify_signature",
        f => $"jwt.exceptions.ExpiredSignatureError: Signature has expired ({f.Number(1, 99)} s)",
        f =>
            $"goroutine {f.Number(1, 999)} "
            + $"[select]:\nmain.(*TokenStore).Refresh(0xc000{f.Text(Hex, 6)})\n\t/src/token.go:{f.Number(1, 99)} +0x1b4",
        f => $"thread 'tokio-runtime-worker' panicked at src/auth.rs:{f.Number(1, 99)}:17: key must be 32 bytes",
        f => $"ActiveRecord::RecordInvalid (Validation failed: Password is too short (minimum is {f.Number(6, 12)} characters))",
        f =>
            $"Completed 422 Unprocessable Entity in {f.Number(1, 99)}ms (Views: 0.2ms | ActiveRecord: 3.1ms | Allocations: "
            + $"{f.Number(100, 9999)})",
        f =>
            $"sidekiq: pid=1 tid={f.Text(Lower + Digits, 4)} class=RotateKeysJob jid={f.Text(Hex, 24)} "
            + $"elapsed=0.{f.Text(Digits, 3)} INFO: done",
        f => $"gunicorn: [{f.Number(1, 99)}] [CRITICAL] WORKER TIMEOUT (pid:{f.Number(1, 999)})",
        f => $"vault: [WARN]  core.cluster-listener: no TLS config found for ALPN: ALPN=[\"req_fw_sb-act_v1\"] from={f.Number(1, 9)}",
        f => $"vault: [INFO]  secrets.database: populating role rotation queue ({f.Number(1, 9)} roles)",
        f => $"consul: agent.server.raft: entering follower state: leader-address= leader-id={f.Uuid()}",
        f => $"cert-manager: Certificate \"web\" key does not match spec: [spec.privateKey.size] ({f.Number(1, 9)})",
        f => $"external-secrets: SecretStore shop/vault is validated, {f.Number(1, 9)} secrets ready",
        f => $"sealed-secrets: Updated shop/db: no key could decrypt secret (password, user) after {f.Number(1, 9)} tries",
        f =>
            "kubelet: Unable to attach or mount volumes: unmounted volumes=[creds], unattached volumes=[creds "
            + $"kube-api-access-{f.Text(Lower, 5)}]",
        f =>
            $"containerd: failed to pull image \"registry.test/key-server:{f.Number(1, 9)}.2\": failed to resolve reference: 401 "
            + "Unauthorized",
        f => $"dockerd: Attempting next endpoint for pull after error: unauthorized: incorrect username or password ({f.Number(1, 9)})",
        f => $"coredns: [ERROR] plugin/errors: 2 token.shop.svc. A: read udp 10.0.0.{f.Number(1, 99)}:53: i/o timeout",
        f =>
            $"kernel: [{f.Number(1, 9999)}.{f.Text(Digits, 6)}] Out of memory: Killed process {f.Number(1, 9999)} (vault) "
            + "total-vm:1204432kB, anon-rss:512004kB",
        f =>
            $"kernel: audit: type=1326 audit(1764321242.{f.Text(Digits, 3)}:{f.Number(1, 999)}): auid=4294967295 uid=1000 "
            + "comm=\"key-agent\" sig=31",
        f => $"sshd[{f.Number(1, 9999)}]: Connection closed by authenticating user ops 10.0.0.{f.Number(1, 99)} port 40022 [preauth]",
        f => $"pam_unix(sudo:auth): authentication failure; logname=ops uid=1000 euid=0 tty=/dev/pts/{f.Number(0, 9)} ruser=ops",
        f => $"gpg: Signature made Sat 28 Nov 2026 using RSA key {f.Text("0123456789ABCDEF", 40)}",
        f => $"gpg: key {f.Text("0123456789ABCDEF", 16)}: public key \"Shop Release\" imported",
        f => $"apt: E: The repository 'http://deb.test stable InRelease' is not signed. NO_PUBKEY {f.Text("0123456789ABCDEF", 16)}",
        f => $"git: {f.Text(Hex, 40)} refs/heads/fix-token-refresh",
        f => $"git: index {f.Text(Hex, 7)}..{f.Text(Hex, 7)} 100644 a/auth/password.go",
        f => $"docker: Layer {f.Text(Hex, 12)}: Pulling fs layer",
        f => $"buildkit: #{f.Number(1, 20)} exporting manifest sha256:{f.Text(Hex, 64)} done",
        f => $"helm: Error: secrets \"sh.helm.release.v1.shop.v{f.Number(1, 99)}\" already exists",
        f =>
            $"trivy: registry.test/token:{f.Number(1, 9)} (debian 12.{f.Number(1, 9)}) Total: 3 (HIGH: 2, CRITICAL: 1) "
            + $"CVE-2026-{f.Number(1000, 9999)}",
        f =>
            "istio-proxy: warning envoy config external/envoy/source/common/config/grpc_stream.h:152 StreamSecrets gRPC config "
            + $"stream closed: 14, connection error: {f.Number(1, 99)}",
        f => $"kong: [lua] handler.lua:{f.Number(1, 99)}: no API key found in request, client: 10.0.0.7",
        f =>
            $"keycloak: type=\"LOGIN_ERROR\", realmId=\"{f.Uuid()}\", clientId=\"portal\", error=\"invalid_user_credentials\", "
            + "auth_method=\"openid-connect\"",
        f =>
            "grafana: logger=authn.service t=2026-11-28T09:14:02Z level=info msg=\"Failed to authenticate request\" "
            + $"client=auth.client.session error=\"user token not found\" id={f.Number(1, 99)}",
        f =>
            "argocd: time=\"2026-11-28T09:14:02Z\" level=info msg=\"Comparing app state (cluster: https://kubernetes.default.svc, "
            + $"namespace: secrets)\" n={f.Number(1, 99)}",
        f =>
            $"loki: level=info org_id=shop traceID={f.Text(Hex, 16)} msg=\"executing query\" query=\"{{app=\\\"token\\\"}} |= "
            + "`password`\" length=1h",
        f => $"ollama: msg=\"load\" model=/root/.ollama/models/blobs/sha256-{f.Text(Hex, 64)}",
        f => $"vllm: Avg prompt throughput: {f.Number(1, 999)}.2 tokens/s, Avg generation throughput: {f.Number(1, 99)}.1 tokens/s",
        f => $"llama: special tokens cache size = {f.Number(1, 999)}, token to piece cache size = 0.9338 MB",

        // Events.
        f => $"Error: failed to generate container \"{f.Text(Hex, 64)}\" spec: secret \"db\" key \"passwd\" missing",
        f => $"MountVolume.SetUp failed for volume \"certs\" : references non-existent secret key: tls-{f.Number(1, 9)}.key",
        f =>
            "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "
            + $"\"{f.Text(Hex, 64)}\": plugin type=\"calico\" failed",
        f => $"Readiness probe failed: HTTP probe failed with statuscode: 401 ({f.Number(1, 9)} times)",
        f => $"Created pod: token-refresher-{f.Text("123456789", 8)}-{f.Text(Lower, 5)}",
        f => $"AttachVolume.Attach succeeded for volume \"pvc-{f.Uuid()}\"",
        f => $"Pulled: Container image \"registry.test/secrets-init@sha256:{f.Text(Hex, 64)}\" already present",
        f => $"Unable to retrieve some image pull secrets (regcred-{f.Number(1, 9)}); attempting to pull the image may not succeed.",
        f => $"Order completed; new certificate stored in secret web-tls-{f.Number(1, 9)}",
        f => $"Synced VaultStaticSecret: secret shop/db updated, hmac unchanged, version {f.Number(1, 99)}",

        // Metrics.
        f => $"vault_token_count{{namespace=\"root\",auth_method=\"kubernetes\"}} {f.Number(1, 999)}",
        f => $"kube_secret_info{{namespace=\"shop\",secret=\"db-password\"}} {f.Number(0, 2)}",
        f => $"kube_secret_metadata_resource_version{{namespace=\"shop\",secret=\"tls\"}} {f.Text("123456789", 8)}",
        f => $"apiserver_storage_objects{{resource=\"secrets\"}} {f.Number(1, 999)}",
        f => $"redis_key_size{{db=\"db0\",key=\"cart\"}} {f.Number(1, 9999)}",
        f => $"llm_tokens_total{{type=\"completion\",model=\"small\"}} {f.Number(1, 99999)}",
        f => $"serviceaccount_valid_tokens_total {f.Number(1, 99999)}",
        f => $"sum by (key) (rate(cache_key_misses_total[5m])) > {f.Number(1, 99)}",

        // Manifests.
        f => $"valueFrom:\n  secretKeyRef:\n    name: shop-db-{f.Number(1, 9)}\n    key: password",
        f => $"volumes:\n- name: creds\n  secret:\n    secretName: shop-creds\n    defaultMode: {f.Number(256, 420)}",
        f =>
            $"- projected:\n    sources:\n    - serviceAccountToken:\n        expirationSeconds: {f.Number(600, 3607)}\n        "
            + "path: token",
        f => $"imagePullSecrets:\n- name: registry-{f.Number(1, 9)}",
        f =>
            "auth:\n  existingSecret: shop-postgres\n  secretKeys:\n    adminPasswordKey: postgres-password\n    userPasswordKey: "
            + $"password-{f.Number(1, 9)}",
        f =>
            "spec:\n  secretStoreRef:\n    name: vault\n    kind: ClusterSecretStore\n  data:\n  - secretKey: password\n    "
            + $"remoteRef:\n      key: kv/shop/db\n      version: \"{f.Number(1, 9)}\"",
        f => $"issuerRef:\n  name: letsencrypt\nprivateKey:\n  algorithm: RSA\n  size: {f.Number(2048, 4096)}\n  rotationPolicy: Always",
        f => $"ownerReferences:\n- apiVersion: apps/v1\n  kind: ReplicaSet\n  name: token-{f.Text(Hex, 9)}\n  uid: {f.Uuid()}",
        f => $"tolerations:\n- key: node.kubernetes.io/not-ready\n  effect: NoExecute\n  tolerationSeconds: {f.Number(1, 300)}",
        f => $"matchExpressions:\n- key: topology.kubernetes.io/zone\n  operator: In\n  values: [eu-west-1{f.Of(["a", "b"])}]",
        f =>
            "rules:\n- apiGroups: [\"\"]\n  resources: [secrets, serviceaccounts/token]\n  verbs: [get]\n  resourceNames: "
            + $"[db-{f.Number(1, 9)}]",
        f => $"containerID: containerd://{f.Text(Hex, 64)}",
        f => $"imageID: registry.test/web@sha256:{f.Text(Hex, 64)}",
        f => $"metadata:\n  generateName: token-\n  resourceVersion: \"{f.Text("123456789", 8)}\"\n  uid: {f.Uuid()}",
        f =>
            $"f:spec:\n  f:template:\n    f:spec:\n      f:imagePullSecrets:\n        .: {{}}\n        "
            + $"k:{{\"name\":\"reg{f.Number(1, 9)}\"}}: {{}}",
        f =>
            "[auth.generic_oauth]\nenabled = true\nname = Keycloak\nscopes = openid\nauth_url = https://idp.test/auth\ntoken_url = "
            + $"https://idp.test/token\nrole = {f.Number(1, 9)}",
        f => $"[credential \"https://git.shop.test\"]\n\thelper = cache --timeout={f.Number(60, 999)}",
        f => $"ssl_certificate_key /etc/nginx/tls/tls.key; # {f.Number(1, 9)}",
        f => $"auth_basic \"Restricted {f.Number(1, 9)}\";\nauth_basic_user_file /etc/nginx/.htpasswd;",
        f => $"limit_req_zone $binary_remote_addr zone=login:{f.Number(1, 99)}m rate=1r/s;",
        f => $"uwsgi_pass unix:/run/app-{f.Number(1, 9)}.sock;",
        f => $"scgi_pass backend-v{f.Number(1, 9)}:4000;",
        f => $"hashpass_rounds = {f.Number(4, 20)}",
        f => $"requirepass is not set on replica {f.Number(1, 9)}",
        f => $"mysql -u root -p shop < dump-{f.Number(1, 9)}.sql",
        f => $"mysqldump -h db -p orders items{f.Number(1, 9)}",
        f => $"psql -h db -U app -W -d shop{f.Number(1, 9)}",
        f => $"ssh -p {f.Number(1024, 9999)} -i ~/.ssh/id_ed25519 ops@host",
        f => $"docker run -p 8080:80 -u 1000:{f.Number(1000, 2000)} web",
        f => $"mkdir -p /var/lib/secrets-{f.Number(1, 9)}",
        f => $"cp -p keys/public.pem /etc/ssl/{f.Number(1, 9)}.pem",
        f => $"curl -u ops https://nexus.shop.test/v{f.Number(1, 9)}",
        f => $"kubectl create token web --duration {f.Number(1, 24)}h",
        f => $"kubectl get secret db -o jsonpath='{{.data.password}}' -n shop-{f.Number(1, 9)}",
        f => $"openssl req -newkey rsa:{f.Number(2048, 4096)} -keyout tls.key -out tls.csr",
        f => $"aws secretsmanager get-secret-value --secret-id shop/db-{f.Number(1, 9)}",
        f => $"vault read -field=password database/creds/shop-{f.Number(1, 9)}",
        f => $"--service-account-key-file=/etc/kubernetes/pki/sa.pub --v={f.Number(1, 9)}",
        f => $"--token-ttl={f.Number(1, 99)}h --bootstrap-token-auth=true",
        f => $"--authentication-token-webhook-cache-ttl={f.Number(1, 9)}m0s",

        // English.
        f => $"The token was issued {f.Number(1, 59)} minutes ago and is still valid.",
        f => $"Next token in the stream was unexpected: '}}' at line {f.Number(1, 99)}",
        f => $"SyntaxError: Unexpected token < in JSON at position {f.Number(0, 99)}",
        f => $"No secret is needed for the public registry since release {f.Number(1, 9)}.",
        f => $"The key to a good night's sleep is less than {f.Number(1, 9)} deploys a day.",
        f => $"Passing {f.Number(1, 9)} arguments to pass(); two were expected",
        f => $"All checks passed: {f.Number(1, 99)} of 99",
        f => $"Login succeeded for user bob after {f.Number(1, 5)} attempts",
        f => $"login('bob') was called {f.Number(1, 5)} times before setup",
        f => $"User bob changed the password of eve ({f.Number(1, 9)} sessions ended)",
        f => $"password is too common, choose another one (try {f.Number(1, 9)})",
        f => $"password must have at least {f.Number(8, 20)} characters, one digit and one symbol",
        f => $"authorization: denied by policy shop-{f.Number(1, 9)}",
        f => $"Authorization header is missing from request {f.Number(1, 99)}",
        f => $"credentials: none of {f.Number(1, 9)} providers answered",
        f => $"secret: shop/db has {f.Number(1, 9)} keys",
        f => $"api key for tenant 17 was last used {f.Number(1, 99)} days ago",
        f => $"private key does not match the certificate ({f.Number(1, 9)})",

        // Encoded or drawn text that is harmless.
        f => "payload " + f.Encoded($"{{\"orderId\":{f.Number(1, 9999)},\"items\":[1,2,3],\"currency\":\"EUR\"}}"),
        f => "body=" + f.Encoded($"<order id=\"{f.Number(1, 9999)}\"><item>7</item></order>"),
        f => "msg: " + f.Encoded($"Hello, this is page {f.Number(1, 9999)} of the manual. It tells nothing new."),
        f => "cfg " + f.Encoded($"server:\n  port: {f.Number(1, 9999)}\n  tokenTtl: 15m\n  keyFile: /etc/tls/tls.key\n"),
        f => "icon data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA" + f.Text(Base64, 80),
        f => "caBundle: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t" + f.Text(Base64, 100),
        f => "ssh_host_ed25519.pub: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + f.Text(Base64, 43) + " root@host",
        f => "integrity=\"sha384-" + f.Text(Base64, 64) + "\" crossorigin",
        f => "script-src 'nonce-" + f.Text(Base64, 22) + "==' 'self'",
        f => $"traceresponse: 00-{f.Text(Hex, 32)}-{f.Text(Hex, 16)}-00",
        f => $"x-datadog-trace-id: {f.Text("123456789", 19)}",
        f => $"cf-ray: {f.Text(Hex, 16)}-FRA",
        f =>
            "x-envoy-peer-metadata-id: "
            + $"sidecar~10.1.0.{f.Number(1, 99)}~web-{f.Text(Hex, 9)}-{f.Text(Lower, 5)}.shop~shop.svc.cluster.local",
        f => $"x-amzn-trace-id: Root=1-{f.Text(Hex, 8)}-{f.Text(Hex, 24)}",
        f => $"s3 version-id {f.Text(Alphanumeric, 32)}",
        f => $"tx 0x{f.Text(Hex, 64)} mined in block {f.Number(1, 99999)}",
        f => $"ulid 01J{f.Text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 23)} stored",
        f => $"ksuid {f.Text(Alphanumeric, 27)} emitted",
        f => $"nanoid {f.Text(Url, 20)}x assigned to cart",
        f => $"objectid {f.Text(Hex, 24)} updated",
    ];
}
