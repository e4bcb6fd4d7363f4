namespace OpsWorker.Testing;

/// <summary>Texts that keep masking as busy as text can: each is repeated until it fills an answer.</summary>
public static class HostileMaskingText
{
    /// <summary>The parts that are repeated.</summary>
    public static IReadOnlyList<string> Parts { get; } =
    [
        "a", "password=", "password:", "://a:", "://", "https://a@", "eyJ.", "eyJ-", "-----BEGIN PRIVATE KEY-----", "-----BEGIN ",
        "cookie: ", "cookie: a=", "authorization: ", "authorization: [",
        "authorization:", "https://hooks.slack.com/services/", "secret=${secret=${", "token=\"<", "token=\\\"", "x='\"", "a:b@tcp(",
        "AAAAAAAAAAAAAAAAAAAAAAAA/", "AAAA", ",a,a", "token,", "<password>",
        "<password", "-p ", "--password ", "key ", "password ", "password is ", "bearer ", "\\\"password\\\":\\\"", "sk-", "dp.", "sk-a-",
        "123456:", "aaaaaa_", "a\n", "password: |\n", "- ",
        "$6$", "{SSHA}", "a:5432:a:a:", "a:5432:a:a:// ", "\"d\":\"", "\"d\":'a", "name:'a", "aaa_", "aaa-Aa1", "{\"data\":{",
        "\"kind\":\"Secret\",\"data\":{\"a\":\"b\"}", "a@b:", "a/b@c:1521:", "-ua:", "password:\n", "a password:\n", "<key>a</key><string>",
        "password='''", "PWD={", "=                        ", "AUTH PLAIN ", "operator unseal ", "rabbitmqctl add_user ",
        "\u001b[", "%3D", "%3A%2F%2F", "\\u0061", "\u0430", "{\"password\":", "[[[", "4111 ", "a@b.c ", "YWFhYWFhYWFhYWFhYWFhYWFhYWE=",
        "a(", "a(b,", "login('a',", "connect(a,", "VALUES (", ") = (", "(password) = (", "INSERT (password) VALUES ('a'),", "(password)",
        "....", "a....b", "-> ", "token -> ", "password: a -> ", "<<< ", "read SECRET <<< ", " \"password\" {", "secret ",
        "password for a ",
        "secret for a 'b' ", "token a: ", "password=Some(", "password=(string) ", "password=string(1) ", "password=<<", "user_a=",
        "password: a = \"", "password { a } = ", "a.b c:d1!", "net use ", "net user a ", "htpasswd -b ", "mysql -p'", "-u a -p b1 ",
        "\"a\" for flag -password ", "--value ", "secret --value a ", "--cert a.b:", "password (a) = ", "credentials: a / ", "[[",
        "password=[[",
        "[masked:", "passwords: {a: b1, ", "passwords:\n  a: b1\n", "users: {a: b1, ", "users:\n  a: b1\n", "machine a\n",
        "login a password b ",
        "password reset.\nvalue: a\n", "-U a%b1 ", "login=a:b ", "a:     ", "password 0x0(", "http -a b ", "default login a password b ",
        "{PLAIN}", "SCRAM-SHA-256$", "1/1/", "echo - ", "echo a | passwd ", "\"type\":\"password\",", "\"key\":\"a", "type=\"password",
        "-----BEGIN PRIVATE KEY-----\"", "-----BEGIN CERTIFICATE-----\"", "\"--password\",\"a1b2\",", "token a_b ", "secret_key x ",
        "password='''a\"", "VALUES(password)(a", "login(a1,'", "Credentials('a','b1c2d3e',",
        "mysql -p ", "mysql -u a -p b1 ", "key := []byte(", "key=[]byte(\"", "snmp-server community ", "secrets.a: ",
        "https://1a1a1a1a:1a1a1a1a@",
        "cGFzc3dvcmRzOgogIGE6IGIxCg== ", "cGFzc3dvcmQ6IHwKICBhCg== ", "Debugger PIN: 1-", "bb_live_", "e2b_",
        "live_", "api.live.", "test_Ab1Cd2Ef3Gh4Ij5Kl6Mn7", "1-aB3", "1|", "prod:a", "prod:a|", "token-", "credentials a / ", "creds x",
        "password 7 ", "password 7 094F471A1A0A ", "new X('a', ", "bind('cn=", "bind('cn=a', 'b', ", "jwt.encode({'a': 'b'}, ",
        "https://a/reset/", "/reset/", "password from ", "pbkdf2_sha256$", "{md5}", "key: a.b:", "X{a ",
    ];
    /// <summary>Characters that fill half a line before or behind the parts: they are skipped or searched at once.</summary>
    public static IReadOnlyList<char> Paddings { get; } =
        [' ', '\t', 'a', '0', '"', '\'', '\\', '-', '.', ',', ':', '=', '(', '[', '{', ';', '@'];

    /// <summary>A line whose one half repeats a part, and whose other half is one character.</summary>
    /// <param name="part">The part.</param>
    /// <param name="padding">The character.</param>
    /// <param name="behind">Whether the character comes behind the parts.</param>
    /// <param name="size">The length of the line.</param>
    public static string Padded(string part, char padding, bool behind, int size)
    {
        var parts = string.Concat(Enumerable.Repeat(part, size / 2 / part.Length));
        var fill = new string(padding, size / 2);
        return behind ? parts + fill : fill + parts;
    }
}
