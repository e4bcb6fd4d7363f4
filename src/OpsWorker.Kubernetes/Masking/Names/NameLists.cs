namespace OpsWorker.Kubernetes.Masking.Names;

/// <summary>The words that decide what a name announces.</summary>
internal static class NameLists
{
    /// <summary>Endings of names that describe a secret without containing it: PASSWORD_FILE, token_type, secretName.</summary>
    public static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> About = Set(
        "file files filename path paths dir directory folder name names namespace ref refs reference id ids uid length len size count "
        + "policy expiry expires expire expired expiration ttl timeout duration interval seconds minutes hours days date time age at type "
        + "kind enabled enable disabled required optional min max limit limits version manager store provider providers class field label "
        + "rotation mode algorithm alg format encoding prefix suffix location volume mount usage used remaining budget attempts failures "
        + "errors issuer audience scope scopes status state reset resets endpoint url uri host server port template templates generator "
        + "service selector alias board code codes frame mesh pair pairs press pressed ring signature signatures stone storetype word "
        + "words event events up down left right char chars vault source target owner user username method reason message error hint "
        + "strength validator verifier checker review reviews request requests response bucket table column row index offset position list "
        + "map projection realm domain group role roles engine backend driver plugin feature features support supported description title "
        + "regex pattern rule rules rate per wait delay schema types metadata controller operator pods pod secrets digest checksum "
        + "fingerprint impl filter handler encoder decoder util utils helper factory configurer interceptor repository resource listener "
        + "exception module component exists present valid missing changed updated created last previous next hit miss "
        + "header headers encryption algorithms history param params parameter parameters period complexity grace lifetime validity theme "
        + "serializer deserializer stdin prompt rounds iterations total sum reviewer reviewers");

    public static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Public = Set("public pub publishable publickey checksum");

    /// <summary>Words of the names of identifiers and digests, which are drawn at random and no secrets.</summary>
    public static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Identifiers = Set("id ids hash digest etag integrity md");

    /// <summary>Tokens that lead to the next page or are counted.</summary>
    public static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NoTokens = Set(
        "page next continue continuation paging pagination max num total prompt completion input output pad eos bos unk sep cls mask "
        + "special stop sync resume lexer parser syntax invalid unexpected lsn start end cursor");

    /// <summary>Words before "key" that make the key a secret.</summary>
    public static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> SecretKeys = Set(
        "api apikey access private priv secret encryption encrypt decryption enc signing sign account shared master storage ssh rsa dsa "
        + "ecdsa ed25519 hmac auth authentication cookie crypto cipher aes jwt jwe jwk license licence deploy deployment webhook "
        + "subscription sas service root admin consumer client tls ssl kms fernet django flask rails app application functions function "
        + "host pre preshared psk wireguard wg integration ingest ingestion insights instrumentation write server user project org team "
        + "bot x setup enrollment enrolment activation registration provisioning preauth user-key sendgrid mailgun stripe openai "
        + "anthropic datadog dd newrelic github gitlab google aws azure s3 minio gcs twilio "
        + "slack algolia segment sentry honeycomb nats nkey hec trace");

    /// <summary>Words before "key" that make it an ordinary key.</summary>
    public static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> PlainKeys = Set(
        "primary foreign partition sort cache object bucket schema sequence natural hot idx index row hash map group join "
        + "registry public pub config label annotation topology shard message event lookup search unique composite candidate translation "
        + "item field column dict property metric idempotency dedup duplicate aggregate sorting grouping storage-class kube node pod "
        + "resource tag lock queue topic stream subject not no of for in by missing unknown invalid first last range start end current "
        + "next previous any each every same different gpg pgp socket");

    /// <summary>Words before "secret" that make it the name of a Secret object.</summary>
    public static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> SecretObjects = Set(
        "existing tls pull image ca cert certificate kube kubernetes from env target source issuer auth key credentials creds registry "
        + "docker config password passwd token user admin init backup external inject mount volume sealed the a this that no new "
        + "referenced v corev");

    public static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Weak = Set(
        "key keys seed salt encrypt session sessions sessionid sid jwt bearer private hmac otp totp nonce license licence webhook "
        + "encryption cipher csrf xsrf sas assertion access api cert code pepper pin sig signature cookie cookies login ticket material "
        + "mnemonic");

    public static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NoPass = Set(
        "bypass multipass compass trespass surpass overpass underpass encompass passes passed passing passive passenger passport "
        + "passthrough");

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) =>
        new HashSet<string>(words.Split(' '), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
