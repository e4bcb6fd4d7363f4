using static OpsWorker.Kubernetes.Tests.Masking.Corpus.Fake;

namespace OpsWorker.Kubernetes.Tests.Masking.Corpus;

/// <summary>
/// Lines without secrets in the formats of servers, loggers and Kubernetes, many of which speak of passwords, tokens and keys.
/// </summary>
internal static class OrdinaryLines
{
    private static readonly Func<Fake, string>[] s_forms =
    [
        f =>
            $"2026-03-01 02:{f.Number(10, 59)}:12.345  INFO 1 --- [           main] o.s.s.web.DefaultSecurityFilterChain     : Will secure "
            + $"any request with [filter@{f.Text(Hex, 8)}]",
        f =>
            $"2026-03-01 02:10:12.345  WARN 1 --- [io-8080-exec-{f.Number(1, 9)}] c.s.auth.TokenServiceImpl                : token expired "
            + $"for session {f.Number(100, 999)}",
        f =>
            $"10.1.2.{f.Number(1, 255)} - - [01/Mar/2026:02:10:12 +0000] \"POST /oauth/token HTTP/1.1\" 401 {f.Number(100, 900)} \"-\" "
            + "\"Go-http-client/1.1\"",
        f =>
            $"I0301 02:10:12.345678       1 reflector.go:243] Listing and watching *v1.Secret from "
            + $"k8s.io/client-go/informers/factory.go:134 ({f.Number(1, 90)}ms)",
        f =>
            $"E0301 02:10:12.345678 1 kubelet.go:2190] \"Error syncing pod\" err=\"secret \\\"db-credentials\\\" not found\" "
            + $"pod=\"shop/web-{f.Text(Hex, 9)}-{f.Text(Lower, 5)}\" podUID=\"{f.Uuid()}\"",
        f =>
            $"{{\"level\":\"info\",\"ts\":17723{f.Text(Digits, 5)}.123,\"logger\":\"controller\",\"msg\":\"Reconciling\","
            + $"\"secret\":\"shop/db-credentials\",\"reconcileID\":\"{f.Uuid()}\"}}",
        f =>
            $"level=error ts=2026-03-01T02:10:12Z caller=http.go:{f.Number(10, 900)} msg=\"request failed\" path=/api/v1/keys err=\"dial "
            + $"tcp 10.0.{f.Number(0, 9)}.7:5432: connect: connection refused\"",
        f => $"2026-03-01 02:10:12.345 UTC [{f.Number(10, 999)}] FATAL:  password authentication failed for user \"app\"",
        f =>
            $"2026-03-01 02:10:12.345 UTC [{f.Number(10, 999)}] DETAIL:  Connection matched pg_hba.conf line 95: \"host all all all "
            + "scram-sha-256\"",
        f =>
            $"2026-03-01T02:10:12.345678Z {f.Number(10, 99)} [Note] Access denied for user 'shop'@'10.1.2.{f.Number(1, 255)}' (using "
            + "password: YES)",
        f => $"1:M 01 Mar 2026 02:10:12.345 # Server initialized, version 7.2.{f.Number(0, 9)}; requirepass is not set",
        f =>
            $"[2026-03-01 02:10:12,345] INFO [GroupCoordinator {f.Number(0, 3)}]: Preparing to rebalance group orders with old generation "
            + $"{f.Number(1, 90)} (__consumer_offsets-{f.Number(0, 49)})",
        f =>
            $"[2026-03-01 02:10:12,345] ERROR [KafkaServer id={f.Number(0, 3)}] Authentication failed: Invalid username or password "
            + "(org.apache.kafka.common.errors.SaslAuthenticationException)",
        f =>
            $"[2026-03-01T02:10:12.345Z] \"GET /cart HTTP/1.1\" 503 UF 0 91 {f.Number(1, 90)} - \"10.1.2.3\" \"curl/8.5.0\" \"{f.Uuid()}\" "
            + "\"cart\" \"10.0.0.9:8080\" outbound|80||cart.shop.svc.cluster.local",
        f =>
            $"Traceback: File \"/app/auth/tokens.py\", line {f.Number(1, 900)}, in refresh: raise ExpiredSignatureError('Signature has "
            + "expired')",
        f =>
            $"{{\"level\":30,\"time\":1772300000{f.Text(Digits, 3)},\"pid\":1,\"hostname\":\"web-{f.Text(Hex, 9)}-{f.Text(Lower, 5)}\","
            + $"\"req\":{{\"id\":{f.Number(1, 900)},\"method\":\"GET\",\"url\":\"/login\"}},\"msg\":\"request completed\"}}",
        f =>
            $"Failed to pull image \"registry.test/shop/web@sha256:{f.Text(Hex, 64)}\": pull access denied, repository does not exist or "
            + "may require authorization",
        f =>
            $"MountVolume.SetUp failed for volume \"kube-api-access-{f.Text(Lower, 5)}\" : failed to fetch token: Post "
            + "\"https://10.0.0.1:443/api/v1/namespaces/shop/serviceaccounts/web/token\": dial tcp 10.0.0.1:443: i/o timeout",
        f => $"Error: couldn't find key password in Secret shop/db-credentials-{f.Number(1, 9)}",
        f =>
            $"jdbc:postgresql://db-{f.Number(0, 3)}.shop:5432/orders?sslmode=require: Connection refused. Check that the hostname and port "
            + "are correct",
        f =>
            $"com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure to "
            + $"jdbc:mysql://db.shop:3306/orders?user=app&useSSL=false after {f.Number(1, 900)} ms",
        f => $"trace_id={f.Text(Hex, 32)} span_id={f.Text(Hex, 16)} cache_key=user:{f.Number(1, 900)}:profile hit=false",
        f =>
            $"model usage prompt_tokens={f.Number(1, 900)} completion_tokens={f.Number(1, 900)} max_tokens=4096 "
            + $"next_page_token={f.Text(Alphanumeric, 20)}",
        f => $"partition_key=order-{f.Number(1, 9000)} routing_key=orders.created primary_key=id key=orders/{f.Number(1, 90)}",
        f =>
            $"Starting server password_file=/run/secrets/db-password tokenExpiration=3600 passwordPolicy=strict auth=oidc "
            + $"secretName=db-{f.Number(1, 9)}",
        f => $"time=\"2026-03-01T02:10:12Z\" level=warning msg=\"token: expired\" user=user{f.Number(1, 90)}@example.test",
        f =>
            $"x509: certificate has expired or is not yet valid: current time 2026-03-01T02:10:12Z is after "
            + $"2026-02-{f.Number(10, 28)}T00:00:00Z",
        f =>
            $"commit {f.Text(Hex, 40)} deployed image=us-docker.pkg.dev/shop/repo/web:v1.{f.Number(0, 99)}.0 "
            + $"digest=sha256:{f.Text(Hex, 64)}",
        f => $"Unable to authenticate the request: [invalid bearer token, token lookup failed] attempts={f.Number(1, 9)}",
        f => $"checksum/secret: {f.Text(Hex, 64)}",
    ];

    public static int Count => s_forms.Length;

    public static IEnumerable<string> Draw(Fake fake, int count) =>
        Enumerable.Range(0, count).Select(i => s_forms[i % s_forms.Length](fake));
}
