using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.Kubernetes.Tests.Masking;

public sealed class TextMaskingTests
{
    private const string Jwt =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

    [Theory]
    [InlineData("password=hunter2", "password=[masked:password:1]")]
    [InlineData("BUNDLE_GEMS__SHOP__TEST=ci:0a1b2c3d", "BUNDLE_GEMS__SHOP__TEST=[masked:password:1]")]
    [InlineData("EXEC sp_addlogin 'app', 'Harbour!77'", "EXEC sp_addlogin 'app', '[masked:password:1]'")]
    [InlineData(" * Debugger PIN: 123-456-789", " * Debugger PIN: [masked:password:1]")]
    [InlineData("connecting with DB_PASSWORD=hunter2 user=app", "connecting with DB_PASSWORD=[masked:password:1] user=app")]
    [InlineData("""{"password":"my pass word","user":"app"}""", """{"password":"[masked:password:1]","user":"app"}""")]
    [InlineData("""{\"apiKey\":\"abc123\"}""", """{\"apiKey\":\"[masked:password:1]\"}""")]
    [InlineData("SMTP_PASS=hunter2", "SMTP_PASS=[masked:password:1]")]
    [InlineData("client_secret: s3cr3t-value", "client_secret: [masked:password:1]")]
    [InlineData("Server=db;User Id=sa;Password=P@ss;Encrypt=true", "Server=db;User Id=sa;Password=[masked:password:1];Encrypt=true")]
    [InlineData("SharedAccessKey=Zm9vYmFyYmF6cXV4MTIz=", "SharedAccessKey=[masked:password:1]")]
    [InlineData(
        "dial postgres://app:hunter2@db.shop:5432/orders failed",
        "dial postgres://app:[masked:url-password:1]@db.shop:5432/orders failed")]
    [InlineData("redis://:hunter2@cache:6379", "redis://:[masked:url-password:1]@cache:6379")]
    [InlineData("Authorization: Bearer abc.def-123", "Authorization: Bearer [masked:authorization:1]")]
    [InlineData("map[Authorization:[Basic YWRtaW46aHVudGVyMg==]]", "map[Authorization:[Basic [masked:authorization:1]]]")]
    [InlineData("sent bearer abcdefghij0123456789 to api", "sent bearer [masked:authorization:1] to api")]
    [InlineData("Set-Cookie: session=abc123; Path=/", "Set-Cookie: [masked:cookie:1]")]
    [InlineData("sent " + Jwt + " again", "sent [masked:jwt:1] again")]
    [InlineData("key AKIAIOSFODNN7EXAMPLQ is unknown", "key [masked:aws-key:1] is unknown")]
    [InlineData(
        "posting to https://hooks.slack.com/services/T000/B000/XXXX1234 failed",
        "posting to https://hooks.slack.com/services/[masked:webhook-url:1] failed")]
    [InlineData("using ghp_abcdefghijklmnopqrstuvwxyz0123456789", "using [masked:github-token:1]")]
    [InlineData("using xoxb-123456789012-abcdefghij", "using [masked:slack-token:1]")]
    [InlineData("GET /blob?se=2026&sig=abcdEFGH1234%2Bxyz%3D&sv=1", "GET /blob?se=2026&sig=[masked:password:1]&sv=1")]
    [InlineData("seed=kJ8+xQ2mZp0LrT7vNcB4wYhGfDsA1eUi", "seed=[masked:password:1]")]
    [InlineData("--requirepass hunter2 --port 6379", "--requirepass [masked:password:1] --port 6379")]
    [InlineData("redis-server --masterauth hunter2", "redis-server --masterauth [masked:password:1]")]
    [InlineData("curl -u elastic:P@ssw0rd1 https://es:9200", "curl -u elastic:[masked:password:1] https://es:9200")]
    [InlineData("mysql -uroot -phunter2 db", "mysql -uroot -p[masked:password:1] db")]
    [InlineData("SECRET_KEY_BASE=abcdef0123456789", "SECRET_KEY_BASE=[masked:password:1]")]
    [InlineData("DB_PASSWORD_OLD=hunter2", "DB_PASSWORD_OLD=[masked:password:1]")]
    [InlineData("DBPASS=hunter2", "DBPASS=[masked:password:1]")]
    [InlineData("API_KEYS=aaa111bbb", "API_KEYS=[masked:password:1]")]
    [InlineData("REDIS_AUTH=hunter2", "REDIS_AUTH=[masked:password:1]")]
    [InlineData("requirepass hunter2", "requirepass [masked:password:1]")]
    [InlineData("password=hunter2 cookie: a=", "password=[masked:password:1] cookie: a=")]
    [InlineData("2026-03-01T02:10:12Z VALUES (password=hunter2)", "2026-03-01T02:10:12Z VALUES (password=[masked:password:1])")]
    [InlineData("new NetworkCredential(\"ci\", \"hunter2\")", "new NetworkCredential(\"ci\", \"[masked:password:1]\")")]
    [InlineData("getConnection(url, \"app\", \"hunter2\");", "getConnection(url, \"app\", \"[masked:password:1]\");")]
    [InlineData("createHmac('sha256', 'hunter2')", "createHmac('sha256', '[masked:password:1]')")]
    [InlineData("get(url, auth=('ci', 'hunter2'))", "get(url, auth=('ci', '[masked:password:1]'))")]
    [InlineData(
        "INSERT INTO users (name, password) VALUES ('bob', 'hunter2'), ('ann', 'hunter3')",
        "INSERT INTO users (name, password) VALUES ('bob', '[masked:password:1]'), ('ann', '[masked:password:1]')")]
    [InlineData("(user, password) = (app, hunter2)", "(user, password) = (app, [masked:password:1])")]
    [InlineData("let client_secret: &str = \"hunter2\";", "let client_secret: &str = \"[masked:password:1]\";")]
    [InlineData("string Password { get; set; } = \"hunter2\";", "string Password { get; set; } = \"[masked:password:1]\";")]
    [InlineData("local db_password = [[hunter2]]", "local db_password = [[[masked:password:1]]]")]
    [InlineData("password: Some(\"hunter2\")", "password: Some(\"[masked:password:1]\")")]
    [InlineData("[\"pass\"]=> string(7) \"hunter2\"", "[\"pass\"]=> string(7) \"[masked:password:1]\"")]
    [InlineData("read -r PASSWORD <<< \"hunter2\"", "read -r PASSWORD <<< \"[masked:password:1]\"")]
    [InlineData("HikariConfig - password......hunter2", "HikariConfig - password......[masked:password:1]")]
    [InlineData("db.password: abc1 -> hunter2", "db.password: [masked:password:1] -> [masked:password:1]")]
    [InlineData("The password for user 'ops' is 'hunter2'", "The password for user 'ops' is '[masked:password:1]'")]
    [InlineData("Your new password is: Hunter2!x", "Your new password is: [masked:password:1]")]
    [InlineData("invalid value \"hunter2\" for flag -password", "invalid value \"[masked:password:1]\" for flag -password")]
    [InlineData(
        "variable \"db_password\" {\n  default = \"hunter2\"\n}",
        "variable \"db_password\" {\n  default = \"[masked:password:1]\"\n}")]
    [InlineData("twine upload -u ci -p hunter2 dist/*", "twine upload -u ci -p [masked:password:1] dist/*")]
    [InlineData("net user svc hunter2! /add", "net user svc [masked:password:1] /add")]
    [InlineData("echo 'hunter2' | kinit ci@SHOP", "echo '[masked:password:1]' | kinit ci@SHOP")]
    [InlineData("[smtp.test]:587 ci:hunter2!", "[smtp.test]:587 ci:[masked:password:1]")]
    [InlineData("bob:{PLAIN}hunter2:1000:1000", "bob:[masked:password-hash:1]:1000:1000")]
    [InlineData(
        "Authorization: Hawk id=\"x\", ts=\"1\", mac=\"abcdef0123456789\"",
        "Authorization: Hawk [masked:authorization:1]")]
    [InlineData("'crypt' => ['key' => '0123456789abcdef0123456789abcdef']", "'crypt' => ['key' => '[masked:password:1]']")]
    [InlineData("SHOP/ops:hunter2!@10.0.0.1", "SHOP/ops:[masked:password:1]@10.0.0.1")]
    [InlineData("<password>hunter2</password>", "<password>[masked:password:1]</password>")]
    [InlineData("<dbToken>\n  hunter2\n</dbToken>", "<dbToken>\n  [masked:password:1]\n</dbToken>")]
    [InlineData("""{"passwords":["hunter2","hunter3"],"n":1}""", """{"passwords":["[masked:password:1]","[masked:password:1]"],"n":1}""")]
    [InlineData("pass: hunter2", "pass: [masked:password:1]")]
    [InlineData("password: |\n  line one\n  line two\nuser: app", "password: |\n  [masked:password:1]\nuser: app")]
    [InlineData("passwords:\n  - hunter2\n  - hunter3\nport: 80", "passwords:\n  - [masked:password:1]\n  - [masked:password:1]\nport: 80")]
    [InlineData("  password: correct horse battery", "  password: [masked:password:1]")]
    [InlineData("password=hun,ter2x", "password=[masked:password:1]")]
    [InlineData("""{"password":"hun\"ter2x"}""", """{"password":"[masked:password:1]"}""")]
    [InlineData("""{\"password\":\"hun\\\"ter2x\"}""", """{\"password\":\"[masked:password:1]\"}""")]
    [InlineData("postgres://app:p@ss:w0rd@db", "postgres://app:[masked:url-password:1]@db")]
    [InlineData("mysql://u:p/ss@db:3306/x", "mysql://u:[masked:url-password:1]@db:3306/x")]
    [InlineData("postgres%3A%2F%2Fapp%3Ahunter2%40db%3A5432", "postgres%3A%2F%2Fapp%3A[masked:url-password:1]%40db%3A5432")]
    [InlineData("root:hunter2@tcp(db:3306)/shop", "root:[masked:url-password:1]@tcp(db:3306)/shop")]
    [InlineData("https://0123456789abcdef0123456789abcdef@sentry.test/1", "https://[masked:url-password:1]@sentry.test/1")]
    [InlineData("Authorization: Api-Token abcdef0123456789", "Authorization: Api-Token [masked:authorization:1]")]
    [InlineData(
        "Authorization: Digest username=\"m\", realm=\"x\", response=\"6629fae49393a05397450978507c4ef1\"",
        "Authorization: Digest [masked:authorization:1]")]
    [InlineData(
        "Authorization: AWS4-HMAC-SHA256 Credential=A/20130524, SignedHeaders=host;range, Signature=fe5f80f77d5fa3be",
        "Authorization: AWS4-HMAC-SHA256 [masked:authorization:1]")]
    [InlineData("SNYK_TOKEN ::= \"12345678-abcd-abcd-abcd-1234567890ab\"", "SNYK_TOKEN ::= \"[masked:password:1]\"")]
    [InlineData("http://hooks.slack.com/services/T000/B000/XXXX1234", "http://hooks.slack.com/services/[masked:webhook-url:1]")]
    [InlineData("key owk_abcdefghij0123456789", "key [masked:opsworker-key:1]")]
    [InlineData(
        "- name: DB_PASSWORD\n  value: hunter2\n- name: PORT\n  value: 80",
        "- name: DB_PASSWORD\n  value: [masked:password:1]\n- name: PORT\n  value: 80")]
    [InlineData("""<add key="DbPassword" value="hunter2"/>""", """<add key="DbPassword" value="[masked:password:1]"/>""")]
    [InlineData("ALTER USER app IDENTIFIED BY 'hunter2'", "ALTER USER app IDENTIFIED BY '[masked:password:1]'")]
    [InlineData("kind: Secret\ndata:\n  key: bXlwYXNz\ntype: Opaque", "kind: Secret\ndata:\n  key: [masked:password:1]\ntype: Opaque")]
    [InlineData("got eyJhdXRocyI6eyJodHRwczovL3gvIjp7ImF1dGgiOiJvcGVuc2VzYW1lIn19fQo= now", "got [masked:base64:1] now")]
    [InlineData("p\u0430ssword=hunter2", "p\u0430ssword=[masked:password:1]")]
    [InlineData("password\uff1dhunter2", "password\uff1d[masked:password:1]")]
    [InlineData("pass\u200bword=hunter2", "pass\u200bword=[masked:password:1]")]
    [InlineData("\u001b[32mpassword\u001b[0m=hunter2", "\u001b[32mpassword\u001b[0m=[masked:password:1]")]
    [InlineData("""{"\u0070assword":"hunter2"}""", """{"\u0070assword":"[masked:password:1]"}""")]
    [InlineData("define('DB_PASSWORD', 'hunter2');", "define('DB_PASSWORD', '[masked:password:1]');")]
    [InlineData("echo \"deploy:hunter2\" | chpasswd", "echo \"deploy:[masked:password:1]\" | chpasswd")]
    [InlineData("echo hunter2 | docker login -u x --password-stdin", "echo [masked:password:1] | docker login -u x --password-stdin")]
    [InlineData("user default on >hunter2 ~* +@all", "user default on >[masked:password:1] ~* +@all")]
    [InlineData("stats auth admin:hunter2", "stats auth admin:[masked:password:1]")]
    [InlineData("Unseal Key 1: mkjddJDG4OgvPJiYbMrbb1TGLoQv1Q8ndw5nJ6IG+7O=", "Unseal Key 1: [masked:password:1]")]
    [InlineData("VAULT_SECRET_ID=49b1c4d4-6ab0-45b0-adaa-862f036f924d", "VAULT_SECRET_ID=[masked:password:1]")]
    [InlineData("bindpw: hunter2", "bindpw: [masked:password:1]")]
    [InlineData("SIGNING_KEY=0123456789abcdef0123456789abcdef", "SIGNING_KEY=[masked:password:1]")]
    [InlineData("A temporary password is generated for a@b: hunter2", "A temporary password is generated for a@b: [masked:password:1]")]
    [InlineData("ConvertTo-SecureString \"hunter2\" -AsPlainText", "ConvertTo-SecureString \"[masked:password:1]\" -AsPlainText")]
    [InlineData("db.shop:5432:orders:app:hunter2", "db.shop:5432:orders:app:[masked:password:1]")]
    [InlineData("*:*:*:postgres:hunter2", "*:*:*:postgres:[masked:password:1]")]
    [InlineData(
        """{"kty":"oct","kid":"a","k":"AyM1SysPpbyDfgZld3umj1qzKObwVM"}""",
        """{"kty":"oct","kid":"a","k":"[masked:password:1]"}""")]
    [InlineData(
        """got {\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\",\"kty\":\"EC\"}""",
        """got {\"d\":\"[masked:password:1]\",\"kty\":\"EC\"}""")]
    [InlineData("admin:$apr1$taxTesiW$TCzrWYPlWfuW9Z9ORrVruZ", "admin:[masked:password-hash:1]")]
    [InlineData("root:$6$BMQoNMlD$jIANrk1Ygz7cYO6YayXo8N:19800:0:99999:7:::", "root:[masked:password-hash:1]:19800:0:99999:7:::")]
    [InlineData("userPassword: {SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g2ABCD", "userPassword: [masked:password-hash:1]")]
    [InlineData("hash=$argon2id$v=19$m=4096,t=3,p=1$OVJ5cXzbKAFrl9J7$mlGpKtKxCabc", "hash=[masked:password-hash:1]")]
    [InlineData(
        """audit {"kind":"Secret","stringData":{"pin":"hunter2","b":"x1"},"type":"Opaque"}""",
        """audit {"kind":"Secret","stringData":{"pin":"[masked:password:1]","b":"[masked:password:1]"},"type":"Opaque"}""")]
    [InlineData("Server=db;UID=sa;PWD={hunter2x};", "Server=db;UID=sa;PWD={[masked:password:1]};")]
    [InlineData("jdbc:oracle:thin:app/hunter2@db:1521:orcl", "jdbc:oracle:thin:app/[masked:url-password:1]@db:1521:orcl")]
    [InlineData("curl -uadmin:hunter2 https://a.test", "curl -uadmin:[masked:password:1] https://a.test")]
    [InlineData("curl -sSu 'admin:hunter2' https://a.test", "curl -sSu 'admin:[masked:password:1]' https://a.test")]
    [InlineData("smbclient //files/share -U ci%hunter2", "smbclient //files/share -U ci%[masked:password:1]")]
    [InlineData("rabbitmqctl add_user app hunter2", "rabbitmqctl add_user app [masked:password:1]")]
    [InlineData("erl -name a@b -setcookie MONSTER", "erl -name a@b -setcookie [masked:password:1]")]
    [InlineData("ACL SETUSER app on >hunter2 +@all", "ACL SETUSER app on >[masked:password:1] +@all")]
    [InlineData("AUTH PLAIN AGNpAHlsb3d2NGVta2s0dTdqNFBnRg==", "AUTH PLAIN [masked:authorization:1]")]
    [InlineData("headers=map[Accept:[*/*] X-Api-Key:[hunter2hunter2]]", "headers=map[Accept:[*/*] X-Api-Key:[[masked:password:1]]]")]
    [InlineData("$VAR1->{password} = 'hunter2';", "$VAR1->{password} = '[masked:password:1]';")]
    [InlineData("[\"password\"]=>\nstring(7) \"hunter2\"", "[\"password\"]=>\nstring(7) \"[masked:password:1]\"")]
    [InlineData("password = '''hunter2'''", "password = '''[masked:password:1]'''")]
    [InlineData("    shared_key hunter-two", "    shared_key [masked:password:1]")]
    [InlineData("contrase\u00f1a: hunter2", "contrase\u00f1a: [masked:password:1]")]
    [InlineData(
        "Use the following password:\n\n9de433f3afeaab8f1e4e787ac770dc92\nok",
        "Use the following password:\n\n[masked:password:1]\nok")]
    [InlineData("<key>ApiKey</key><string>hunter2</string>", "<key>ApiKey</key><string>[masked:password:1]</string>")]
    [InlineData("Secret ID    = 84e04e1a-82d8-4bb4-a4c6-c8e8419116e0", "Secret ID    = [masked:password:1]")]
    [InlineData("bob@shop.test:W8sIkUNS66KVhrnslDlT7aB", "bob@shop.test:[masked:password:1]")]
    [InlineData("using acme_live_W8sIkUNS66KVhrnslDlT7aBq0ZmXv3", "using [masked:token:1]")]
    [InlineData("wrong password: hunter22 for user bob", "wrong password: [masked:password:1] for user bob")]
    [InlineData(
        "passwords:\n  bob: hunter2 # old\n  eve: \"two words\"\nport: 80",
        "passwords:\n  bob: [masked:password:1] # old\n  eve: \"[masked:password:1]\"\nport: 80")]
    [InlineData("passwords: {bob: hunter2, \"eve\": \"x y9\"}", "passwords: {bob: [masked:password:1], \"eve\": \"[masked:password:1]\"}")]
    [InlineData("users:\n  bob: Swordfish-77\n  eve: admin", "users:\n  bob: [masked:password:1]\n  eve: admin")]
    [InlineData(
        "Password for the [elastic] user successfully reset.\nNew value: xK3*fjYsX2-0Qm1zTq",
        "Password for the [elastic] user successfully reset.\nNew value: [masked:password:1]")]
    [InlineData("machine api.test\n  login ci\n  password swordfish", "machine api.test\n  login ci\n  password [masked:password:1]")]
    [InlineData("default login ci password swordfish", "default login ci password [masked:password:1]")]
    [InlineData("dan:rqXexS6ZhobKA", "dan:[masked:password:1]")]
    [InlineData(@"db.test:5432:*:app:p\:w1ord", "db.test:5432:*:app:[masked:password:1]")]
    [InlineData("smtp_pass s3cr3t/x;", "smtp_pass [masked:password:1];")]
    [InlineData("new mysqli(\"db\", \"app\", \"hunter2x\", \"shop\")", "new mysqli(\"db\", \"app\", \"[masked:password:1]\", \"shop\")")]
    [InlineData("mongosh -u app -phunter2", "mongosh -u app -p[masked:password:1]")]
    [InlineData("net ads join -U admin%Swordfish77", "net ads join -U admin%[masked:password:1]")]
    [InlineData("cache_peer p.test login=ops:yMaZFefjnzbLzdS8", "cache_peer p.test login=ops:[masked:password:1]")]
    [InlineData(
        "state: cGFzc3dvcmRzOgogIGJvYjogaHVudGVyMmEKICBldmU6IHN3b3JkZmlzaDcK",
        "state: [masked:base64:1]")]
    [InlineData("blob: cGFzc3dvcmQ6IHwtCiAgaHVudGVyMmEKdXNlcjogYXBwCg==", "blob: [masked:base64:1]")]
    [InlineData("mysql -h db -p Winter!2024x", "mysql -h db -p [masked:password:1]")]
    [InlineData("mysql -u root shop; sshpass -p hunter2 ssh db", "mysql -u root shop; sshpass -p [masked:password:1] ssh db")]
    [InlineData("DOOR_PIN=4711", "DOOR_PIN=[masked:password:1]")]
    [InlineData("x-shop-signature: t=1", "x-shop-signature: [masked:password:1]")]
    [InlineData("jwtKey := []byte(\"eVmyUaCBxKTKMO8ntzYk4T\")", "jwtKey := []byte(\"[masked:password:1]\")")]
    [InlineData("snmp-server community hunter2 RW", "snmp-server community [masked:password:1] RW")]
    [InlineData("secrets.dbPassword: hunter2", "secrets.dbPassword: [masked:password:1]")]
    [InlineData("https://2434372b:96a49da5@gems.test/", "https://[masked:url-password:1]:[masked:url-password:1]@gems.test/")]
    public void A_secret_is_masked_and_the_rest_stays(string text, string masked) => new SecretMasker().Mask(text).ShouldBe(masked);

    [Theory]
    [InlineData(
        "Failed to pull image \"registry.test/shop/web@sha256:9b2c0d6a1f3e4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9001122334\": not "
            + "found")]
    [InlineData("image=us-central1-docker.pkg.dev/google-samples/microservices-demo/adservice:v0.10.3")]
    [InlineData(
        "pod uid=5f3c1a1e-8f4b-4f7e-9a55-0c1f6f0b2d11 "
            + "container=containerd://1f3e4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9001122334aabbccdd")]
    [InlineData("dial tcp 10.68.118.132:7070: connect: connection refused")]
    [InlineData("MountVolume.SetUp failed for volume \"creds\" : secret \"db-credentials\" not found")]
    [InlineData("Error: couldn't find key password in Secret shop/db-credentials")]
    [InlineData("E0301 pod=\"shop/web-1\" secret=\"shop/db-credentials\" not registered")]
    [InlineData("FailedToRetrieveImagePullSecret: imagePullSecret: regcred")]
    [InlineData("token: invalid")]
    [InlineData("PWD=/app OLDPWD=/ texas=big bypass=true")]
    [InlineData("failed to fetch anonymous token: unexpected status from GET request")]
    [InlineData("task-assessment-service-7bf5b7d9b8-wbhr2 and sk-assessment-service-7bf5b7d9b8-wbhr2")]
    [InlineData("password: authentication failed for user app")]
    [InlineData("env TOKEN=$(API_TOKEN) PASSWORD=${DB_PASSWORD}")]
    [InlineData("secretName: db-credentials, tokenExpiry=3600, max_tokens=4096, passwordFile=/run/x")]
    [InlineData("trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span=00f067aa0ba902b7")]
    [InlineData("GET http://frontend:80/cart?user=me@example.com 500")]
    [InlineData("recommendationservice-7bf5b7d9b8-wbhr2 of ReplicaSet recommendationservice-7bf5b7d9b8")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIC/DCCAeSgAwIBAgIQS0\n-----END CERTIFICATE-----")]
    [InlineData("resource quota exceeded: requested: requests.memory=128Mi, used: requests.memory=1Gi")]
    [InlineData("Access denied for user 'x'@'10.1.2.3' (using password: YES)")]
    [InlineData("jdbc:mysql://db.shop:3306/orders?useSSL=false connect refused")]
    [InlineData("TELEGRAM_API_TOKEN = \n2026-03-01T02:58:00Z started")]
    [InlineData("Invalid password: expected at least 8 characters")]
    [InlineData("o.s.auth.TokenServiceImpl  : [getToken][success] for user bob")]
    [InlineData("ts-basic-service-5d6f7b8c9-abcde started")]
    [InlineData("curl -u \"${user}:${password}\" -H \"Authorization: Bearer $TOKEN\"")]
    [InlineData("Authorization header is missing")]
    [InlineData("at shop.PasswordEncoder.matches(PasswordEncoder.java:79)")]
    [InlineData("SECRETS_URL=http://secrets.shop.svc:8080 PASSWORD_HASH_ROUNDS=12 API_TOKEN=dummy SMTP_PASSWORD=(unset)")]
    [InlineData("docker login -u ci --password-stdin registry.test")]
    [InlineData("existingSecretPasswordKey=postgres-password GPG_KEY=71E64B54F4DD23E346719D8AF5D4EB281123EA4E")]
    [InlineData("cache_key=4bf92f3577b34da6a3ce929d0e0e4736 primary_key: id")]
    [InlineData("time 02:10:12:345:900, fe80::1234:abcd:ef01:7, server:db.shop:5432:orders:retry 3")]
    [InlineData("2001:1234:abcd:ef01:2222:3333:4444:5555 is unreachable")]
    [InlineData("{\"d\":\"12\",\"k\":\"cpu\"} {\"kty\":\"EC\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"}")]
    [InlineData("root:x:0:0:root:/root:/bin/bash daemon:*:19800:0:99999:7:::")]
    [InlineData("integrity sha512-W8sIkUNS66KVhrnslDlT7aBq0ZmXv3W8sIkUNS66KVhrnslDlT7aBq0ZmXv3")]
    [InlineData("git@git.test:Shop2/RotateKeys2.git user@host:path")]
    [InlineData("public_key=kJ8xQ2mZp0LrT7vNcB4wYhGfDsA1eUi")]
    [InlineData("  proxy_pass http://catalog:8080/;\nfastcgi_pass unix:/run/php.sock;\nuwsgi_pass app;")]
    [InlineData("ssl_password_file /etc/nginx/pw;\naccess_token_ttl 3600\ntoken_bucket_rate 10\nmax_password_length 64")]
    [InlineData("password = getpass.getpass()")]
    [InlineData("token = request.headers.get(\"X-Auth-Token\")")]
    [InlineData("my_password = request.json_body['hey']")]
    [InlineData("password = var.db_password")]
    [InlineData("password: !Ref DBPassword")]
    [InlineData("DB_SECRET_ARN=arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/db-QRPlTQ")]
    [InlineData("AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE")]
    [InlineData("PASSWORD=<password> TOKEN={token} API_KEY=00000000-0000-0000-0000-000000000000")]
    [InlineData("postgres://user:pass@db/shop")]
    [InlineData("continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MTIzNCwic3RhcnQiOiJ3ZWIifQ")]
    [InlineData("grpc_pass web-v2;")]
    [InlineData("passwords:\n  minLength: 12\n  requireDigits: true")]
    [InlineData("users:\n  bob: admin\n  eve: 1000\n  jim: jim@shop.test")]
    [InlineData("password was updated.\ndefault: us-east-1")]
    [InlineData("machine web-1 is ready\npassword login is disabled")]
    [InlineData("Failed to watch *v1.Secret: secrets is forbidden: User \"web\" cannot list resource \"secrets\"")]
    [InlineData("main.(*Auth).CheckPassword(0xc0000d0b6b, {0x0, 0x0})")]
    [InlineData("aws_secretsmanager_secret.db: Refreshing state...")]
    [InlineData("var secret = config.GetValue<string>(\"Secret\");")]
    [InlineData("mysql -u root -p shop < dump.sql")]
    [InlineData("mysqldump -h db -p orders items3")]
    [InlineData("GPIO_PIN=17 LED_PIN=D4")]
    [InlineData("secrets.database: populating role rotation queue (3 roles)")]
    [InlineData("references non-existent secret key: tls-6.key")]
    [InlineData("serviceaccount_valid_tokens_total 36460")]
    [InlineData("aws secretsmanager get-secret-value --secret-id shop/db-6")]
    [InlineData("cfg c2VydmVyOgogIHBvcnQ6IDgwODAKICB0b2tlblR0bDogMTVtCiAga2V5RmlsZTogL2V0Yy90bHMua2V5Cg==")]
    public void What_a_diagnosis_needs_stays(string text) => new SecretMasker().Mask(text).ShouldBe(text);

    [Fact]
    public void In_text_that_others_can_write_to_numbers_say_nothing_about_values()
    {
        var masker = new SecretMasker();

        masker.Mask("password=one; token=two2; url=amqp://u:one@mq").ShouldBe(
            "password=[masked:password:1]; token=[masked:password:2]; url=amqp://u:[masked:url-password:3]@mq");
        masker.Mask("password=one password=two").ShouldBe("password=[masked:password:1] password=[masked:password:1]");
    }

    [Theory]
    [InlineData("a://;[masked:private-key:1]@db:5432")]
    [InlineData("://app:[masked:url-password:1]@db:5432")]
    [InlineData("Authorization:[masked:authorization:1]")]
    public void A_mask_is_not_masked_again(string text) => new SecretMasker().Mask(text).ShouldBe(text);

    [Fact]
    public void What_is_masked_is_not_masked_again()
    {
        const string Masked =
            "password=[masked:password:1] Authorization: Bearer [masked:authorization:2] mq://u:[masked:url-password:3]@h";

        new SecretMasker().Mask("password=hunter2 Authorization: Bearer hunter2hunter2hunter2 mq://u:p@h").ShouldBe(Masked);
        new SecretMasker().Mask(Masked).ShouldBe(Masked);
    }

    [Fact]
    public void Personal_data_is_masked_where_that_is_switched_on()
    {
        const string Text = "mail to bob@example.test, card 4111 1111 1111 1111, order 4111111111111112";

        new SecretMasker().Mask(Text).ShouldBe(Text);
        new SecretMasker(personalData: true).Mask(Text).ShouldBe("mail to [masked:mail:1], card [masked:card:2], order 4111111111111112");
    }

    [Fact]
    public void Custom_patterns_are_applied_first() =>
        new SecretMasker(["card (?<secret>[0-9]{16})", "ACME-[0-9]+"]).Mask("card 4111111111111111 ACME-17")
            .ShouldBe("card [masked:custom:1] [masked:custom:2]");

    [Theory]
    [InlineData("(", "'('")]
    [InlineData(@"(a)\1", "cannot be used")]
    [InlineData("", "is empty")]
    public void A_pattern_that_cannot_be_used_is_refused(string pattern, string reason) =>
        Should.Throw<FormatException>(() => new SecretMasker([pattern])).Message.ShouldContain(reason);

    [Theory]
    [InlineData("api_token", "9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c")]
    [InlineData("auth_token", "q7zk-h2vw-9xpl-m4rt-c8ny")]
    [InlineData("smtp_pass", "9f8e7d6c5b4a3f2e1d0c9b8a7f6e5d4c")]
    [InlineData("session_secret", "mzq8xk2vw7hd4tpr9c.b3nf6j")]
    public void A_random_secret_that_a_semicolon_ends_is_no_destination(string name, string secret) =>
        new SecretMasker().Mask($"{name} {secret};").ShouldNotContain(secret);

    [Theory]
    [InlineData(7)]
    [InlineData(46)]
    [InlineData(139)]
    public void A_long_text_of_Base64_holds_no_token_by_chance(int seed)
    {
        var bytes = new byte[380_000];
        new Random(seed).NextBytes(bytes);
        var text = Convert.ToBase64String(bytes);

        (new SecretMasker().Mask(text) == text).ShouldBeTrue();
    }
}
