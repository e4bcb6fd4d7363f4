using OpsWorker.Diagnosis.Ranking;
using System.Buffers;
using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>Words by which common software says what is wrong.</summary>
/// <param name="Code">What they say.</param>
/// <param name="Confidence">How sure they are, where nothing else is known.</param>
/// <param name="Phrases">The words; any of them. Constants, which are written in capitals, only so; others in any case.</param>
internal sealed record LogSignature(CauseCode Code, double Confidence, string[] Phrases)
{
    private readonly SearchValues<string> _constants =
        SearchValues.Create([.. Phrases.Where(IsConstant)], StringComparison.Ordinal);

    private readonly SearchValues<string> _words =
        SearchValues.Create([.. Phrases.Where(p => !IsConstant(p))], StringComparison.OrdinalIgnoreCase);

    /// <summary>True where the client says it of its own: nobody refused it anything, but its pool has no connection to give.</summary>
    public bool IsOfClient { get; init; }

    /// <summary>True where a server answers that it has nothing of the name that it is asked for: the name is configured.</summary>
    public bool IsMissingName { get; init; }

    /// <summary>True for a line that has any of the words.</summary>
    public bool IsIn(string line) => line.AsSpan().ContainsAny(_words) || line.AsSpan().ContainsAny(_constants);

    // ENOTFOUND is an error of the resolver, PageNotFound a class.
    private static bool IsConstant(string phrase) => !phrase.Any(char.IsAsciiLetterLower);

    /// <summary>The signatures, the most specific first: of two that match a line the first one counts.</summary>
    public static IReadOnlyList<LogSignature> All { get; } =
    [
        // MySQL, PostgreSQL, SQL Server, Redis, MongoDB, RabbitMQ, Kafka
        new(CauseCode.DatabaseCredentialsInvalid, Certainty.Stated,
        [
            "Access denied for user '", "password authentication failed for user", "no pg_hba.conf entry for", "Login failed for user",
            "WRONGPASS", "NOAUTH Authentication required", "invalid username-password pair", "ERR AUTH <password> called without",
            "ERR invalid password", "MongoSecurityException", "SCRAM authentication failed", "code: 18, codeName: 'AuthenticationFailed'",
            "AuthenticationFailed: Authentication failed", "ORA-01017", "SaslAuthenticationException", "ACCESS_REFUSED - Login was refused",
            "SASL authentication failed", "(using password: ", "AuthenticationFailed) ", "MongoServerError: Authentication failed",
            "unable to authenticate using mechanism", "codeName: 'AuthenticationFailed'", "UserNotFound: Could not find user",
            "not authorized on ", "error on SASL authentication step", "MongoServerError: command find requires authentication",
            "login refused: user", "client is unauthorized due to authentication failure", "unable to authenticate user [",
            "SQLSTATE[HY000] [1045]", "SQLSTATE 28P01", "invalid username/password; logon denied", "Provided username and/or password are incorrect",
        ]),
        // The driver of Node.js, whose line about why is lost: a server that ends the handshake nearly always refuses the login.
        new(CauseCode.DatabaseCredentialsInvalid, Certainty.Inferred, ["at Handshake.ErrorPacket ("]),
        new(CauseCode.DatabaseReadOnly, Certainty.Stated,
        [
            "--read-only option so it cannot execute", "--super-read-only option", "in a read-only transaction",
            "READONLY You can't write against a read only", "attempt to write a readonly database", "NotWritablePrimary",
            "not master and slaveOk=false", "database is in read-only mode", "ORA-16000", "Database is read only",
            "because the database is read-only", "NotPrimaryError: not primary", "(NotMaster)", "MongoServerError: not primary",
            "index read-only / allow delete", "index has read-only-allow-delete block", "MISCONF Redis is configured to save RDB snapshots",
        ]),
        new(CauseCode.DatabaseConnectionsExhausted, Certainty.Stated,
        [
            "Too many connections", "sorry, too many clients already", "remaining connection slots are reserved",
            "max number of clients reached", "max_user_connections", "too many connections for role", "too many connections for database",
            "ORA-12519", "ORA-00018",
            "ER_CON_COUNT_ERROR", "too many open connections", "no more connections allowed", "connection limit exceeded for",
        ]),
        new(CauseCode.DatabaseConnectionsExhausted, Certainty.Implied,
        [
            "QueuePool limit of size", "The connection pool has been exhausted", "Timeout acquiring a connection",
            "Connection is not available, request timed out after", "Cannot get a connection, pool error", "Timeout waiting for idle object",
            "Timeout expired.  The timeout period elapsed prior to obtaining",
        ])
        {
            IsOfClient = true,
        },
        new(CauseCode.MemoryPressure, Certainty.Confirmed,
        [
            "OOM command not allowed when used memory", "SERVER_ERROR out of memory storing object",
            "memory resource limit alarm set on node",
            "CircuitBreakingException", "circuit_breaking_exception",
        ]),
        new(CauseCode.ImageArchitectureMismatch, Certainty.Confirmed, ["exec format error"]),
        new(CauseCode.CertificateExpired, Certainty.Stated,
        [
            "certificate has expired", "CERT_HAS_EXPIRED", "CertificateExpiredException", "certificate is not yet valid",
            "alert certificate expired", "certificate expired", "SSL_ERROR_EXPIRED_CERT", "tls: expired certificate",
        ]),
        new(CauseCode.PortConflict, Certainty.Confirmed,
        [
            "address already in use", "EADDRINUSE", "was already in use", "java.net.BindException", "(98: Address in use)",
            "Only one usage of each socket address", "Failed to bind to address", "errno: 98", "[Errno 98]", "Connection in use: (",
        ]),
        new(CauseCode.FileDescriptorsExhausted, Certainty.Confirmed, ["too many open files", "EMFILE", "ENFILE",
            "file descriptor limit reached"]),
        new(CauseCode.VolumeFull, Certainty.Confirmed,
        [
            "no space left on device", "ENOSPC", "could not extend file", "is full - unable to write", "flood stage disk watermark",
            "disk resource limit alarm set on node",
        ]),
        new(CauseCode.OutOfMemory, Certainty.Logged,
        [
            "java.lang.OutOfMemoryError", "JavaScript heap out of memory", "fatal error: runtime: out of memory", "OutOfMemoryException",
            "std::bad_alloc", "MemoryError", "Cannot allocate memory", "was sent SIGKILL! Perhaps out of memory",
        ]),
        new(CauseCode.VolumeMountPermissionDenied, Certainty.Logged,
        [
            "Permission denied", "EACCES", "PermissionError: [Errno 13]", "AccessDeniedException", "Read-only file system", "EROFS",
            "Operation not permitted", "is not writable", "on a read-only directory",
        ]),
        new(CauseCode.EnvironmentVariableMissing, Certainty.Confirmed,
        [
            "environment variable is not set", "environment variable not set", "environment variable required", "environment variable must be set",
            "missing environment variable", "missing required environment variable", "required environment variable",
            "environment variables are not set", "must set environment variable", "Could not resolve placeholder",
            "is not set in the environment", "panic: environment variable", "Error: environment variable", "not found in environment", "KeyError: '", "missing required env",
        ]),
        new(CauseCode.DnsResolutionFailure, Certainty.Implied,
        [
            "no such host", "UnknownHostException", "ENOTFOUND", "EAI_AGAIN", "Temporary failure in name resolution",
            "Name or service not known", "could not translate host name", "Name does not resolve", "DNS resolution failed",
            "server misbehaving", "host not found in upstream", "Unknown MySQL server host", "could not be resolved",
            "nodename nor servname provided", "Try again (os error -3)", "dns error", "NXDOMAIN", "server can't find ", "no servers could be reached", "bad address '", "Could not resolve host",
            "Failed to resolve '", "No address associated with hostname", "NameResolutionError",
            // Go's resolver names the server that it asked, whatever went wrong then.
            ":53: read udp ", ":53: dial udp ", ":53: dial tcp ", ":53: i/o timeout", "cannot resolve host", "unable to resolve host",
            // Where it does not name the server, its dialler still says that it was looking up.
            "dial tcp: lookup ", "dial udp: lookup ",
        ]),
        new(CauseCode.RbacForbidden, Certainty.Confirmed, ["is forbidden: User \"system:serviceaccount:",
            "is forbidden: User \\\"system:serviceaccount:"]),
        // Object stores, queues, topics, exchanges, databases and indices, by their servers' codes.
        new(CauseCode.ApplicationConfigInvalid, Certainty.Logged,
        [
            "NoSuchBucket", "specified bucket does not exist", "ContainerNotFound", "specified container does not exist",
                "NonExistentQueue",
            "QueueDoesNotExist", "UNKNOWN_TOPIC_OR_PART", "UnknownTopicOrPartition", "NOT_FOUND - no exchange", "NOT_FOUND - no queue",
            "NOT_FOUND - vhost", "SQLSTATE 3D000", "ER_BAD_DB_ERROR", "Unknown database '", "index_not_found_exception",
        ])
        {
            IsMissingName = true,
        },
        new(CauseCode.ApplicationConfigInvalid, Certainty.Logged,
        [
            "invalid configuration", "failed to parse config", "failed to load config", "error parsing config", "error loading config",
            "yaml: line", "yaml: unmarshal", "ScannerError", "unknown directive", "[emerg]", "configuration file /etc/nginx",
            "flag provided but not defined", "unknown flag", "unrecognized option", "unrecognized arguments", "unknown option",
            "Bad directive", "FATAL CONFIG FILE ERROR", "Invalid value for", "could not parse", "cannot unmarshal",
            "error: unknown field", "Malformed", "invalid character", "SyntaxError: Unexpected token", "unknown variable '",
        ]),
        new(CauseCode.DependencyUnavailable, Certainty.General,
        [
            "connection refused", "ECONNREFUSED", "connection timed out", "ETIMEDOUT", "i/o timeout", "Communications link failure",
            "upstream connect error", "no healthy upstream", "failed to connect to all addresses", "could not connect to server",
            "No route to host", "EHOSTUNREACH", "context deadline exceeded", "DEADLINE_EXCEEDED", "Connection reset by peer", "broker not available",
            "Network is unreachable", "connect: cannot assign requested address", "EADDRNOTAVAIL", "connect timed out", "upstream timed out", "It was not possible to connect to the redis server",
        ]),
    ];
}
