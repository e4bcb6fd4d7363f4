using OpsWorker.Core.Findings;
using OpsWorker.Testing;
using static OpsWorker.Scenarios.Build;

namespace OpsWorker.Scenarios.Catalogue;

/// <summary>Clients and their databases, in the words of many drivers; something else always complains a little too.</summary>
internal static class DatabaseScenarios
{
    private const string Hikari = "2026-03-02 09:57:01.120 ERROR 1 --- [           main] com.zaxxer.hikari.pool.HikariPool        : HikariPool-1 - Exception during pool initialization.";
    private const string Link = "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure";
    private const string Refused = "Caused by: java.net.ConnectException: Connection refused (Connection refused)";

    public static IEnumerable<Scenario> All => [.. Credentials, .. Ports, .. ReadOnly, .. Exhausted];

    private static IEnumerable<Scenario> Credentials =>
    [
        new("s-1001", [CauseCode.DatabaseCredentialsInvalid], "gully", Places.Hill("gully").Lively().App("gully", States.Crashing(2), Town.Spec(8083, Town.Env("MONGO_HOST", "mongo-gully:27017")), Places.Go("gully",
            "{\"level\":\"panic\",\"time\":\"2026-03-02T09:57:01Z\",\"message\":\"connection() error occurred during connection handshake: auth error: sasl conversation error: unable to authenticate using mechanism \\\"SCRAM-SHA-256\\\": (AuthenticationFailed) Authentication failed.\"}", "panic: connection() error occurred during connection handshake: auth error", "goroutine 1 [running]:"))
            .Logs("mongo-gully", "{\"t\":{\"$date\":\"2026-03-02T09:57:01.000+00:00\"},\"s\":\"I\",\"c\":\"ACCESS\",\"id\":20249,\"ctx\":\"conn88\",\"msg\":\"Authentication failed\",\"attr\":{\"mechanism\":\"SCRAM-SHA-256\",\"principalName\":\"admin\",\"authenticationDatabase\":\"admin\",\"error\":\"UserNotFound: Could not find user\"}}")),
        new("s-1002", [CauseCode.DatabaseCredentialsInvalid], "tarn", Places.Hill("tarn").Lively().App("tarn", States.Ready, Town.Spec(8083), Again(4,
            "{\"level\":\"error\",\"time\":\"2026-03-02T09:57:01Z\",\"message\":\"Failed get rooms: (Unauthorized) not authorized on tarn-db to execute command { find: \\\"rooms\\\", filter: {}, lsid: { id: UUID(\\\"b1\\\") }, $db: \\\"tarn-db\\\" }\"}"))
            .Logs("summit", Again(4, "{\"level\":\"error\",\"time\":\"2026-03-02T09:57:01Z\",\"message\":\"rpc error: code = Unknown desc = (Unauthorized) not authorized on tarn-db to execute command\"}"))),
        new("s-1003", [CauseCode.DatabaseCredentialsInvalid], "plover", Town.Without("plover").Lively().App("plover", States.NotReady, Town.Spec(env: Town.Env("CACHE_URL", "redis://siskin:6379")), Again(3,
            "Traceback (most recent call last):", "  File \"/srv/app/cache.py\", line 18, in get", "redis.exceptions.AuthenticationError: invalid username-password pair or user is disabled."))),
        new("s-1004", [CauseCode.DatabaseCredentialsInvalid], "mast", Places.Booking("mast").Lively().App("mast", States.NotReady, Places.Java("mast", Town.Env("RABBITMQ_HOST", "kelp")), [.. Places.Boot("mast"), .. Again(3,
            "2026-03-02 09:57:02.001 ERROR 1 --- [cTaskExecutor-1] o.s.a.r.l.SimpleMessageListenerContainer : Failed to check/redeclare auto-delete queue(s).",
            "org.springframework.amqp.AmqpAuthenticationException: com.rabbitmq.client.AuthenticationFailureException: ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.")])
            .Logs("kelp", "2026-03-02 09:57:02.000 [error] <0.1022.0> Error on AMQP connection <0.1022.0> (10.244.0.9:51200 -> 10.244.0.5:5672, state: starting):", "2026-03-02 09:57:02.000 [error] <0.1022.0> PLAIN login refused: user 'mast' - invalid credentials")),
        new("s-1005", [CauseCode.DatabaseCredentialsInvalid], "tern", Town.Without("tern").Lively().App("tern", States.Ready, Town.Spec(env: Town.Env("DB_CONNECTION", "mysql") + "," + Town.Env("DB_HOST", "wren")), Again(3,
            "[2026-03-02 09:57:01] production.ERROR: SQLSTATE[HY000] [1045] Access denied for user 'tern'@'10.244.0.7' (using password: YES) (Connection: mysql, SQL: select * from `sessions` limit 1) {\"exception\":\"[object] (Illuminate\\\\Database\\\\QueryException(code: 1045)\"}",
            "10.244.0.2 - - [02/Mar/2026:09:57:01 +0000] \"GET /index.php HTTP/1.1\" 500 6602"))),
        new("s-1006", [CauseCode.DatabaseCredentialsInvalid], "tern", Town.Without("tern").App("tern", States.Crashing(139), Town.Spec(env: Town.Env("ConnectionStrings__Main", "Host=wren;Port=5432;Database=app;Username=app")),
            "Unhandled exception. Npgsql.PostgresException (0x80004005): 28P01: password authentication failed for user \"app\"", "   at Npgsql.Internal.NpgsqlConnector.ReadMessageLong(Boolean async)", "  Exception data:", "    Severity: FATAL", "    SqlState: 28P01")),
        new("s-1007", [CauseCode.DatabaseCredentialsInvalid], "sail", Places.Booking("sail").Lively().App("sail", States.Crashing(), Places.Java("sail"), [.. Places.Boot("sail").Take(4), Hikari,
            "com.mysql.cj.jdbc.exceptions.SQLError: Access denied for user 'sail'@'%' to database 'sail'",
            "2026-03-02 09:57:01.300  WARN 1 --- [           main] ConfigServletWebServerApplicationContext : Exception encountered during context initialization - cancelling refresh attempt"])),
        new("s-1008", [CauseCode.DatabaseCredentialsInvalid], "tern", Town.Without("tern").App("tern", States.Crashing(), Town.Spec(env: Town.Env("DATABASE_URL", "postgres://wren:5432/app")),
            "FATAL:  no pg_hba.conf entry for host \"10.244.0.7\", user \"app\", database \"app\", no encryption", "django.db.utils.OperationalError: connection to server at \"wren\" (10.96.0.5), port 5432 failed: FATAL:  no pg_hba.conf entry for host \"10.244.0.7\", user \"app\", database \"app\", no encryption")),
        new("s-1009", [CauseCode.DatabaseCredentialsInvalid], "scree", Places.Hill("scree").App("scree", States.NotReady, Town.Spec(8083, Town.Env("MONGODB_URI", "mongodb://mongo-scree:27017/app")), Again(3,
            "MongoServerError: Authentication failed.", "    at Connection.onMessage (/app/node_modules/mongodb/lib/cmap/connection.js:231:30) {", "  ok: 0,", "  code: 18,", "  codeName: 'AuthenticationFailed',"))),
    ];

    private static IEnumerable<Scenario> Ports =>
    [
        new("s-1011", [CauseCode.DatabasePortWrong], "sail", Places.Booking("sail").Lively().App("sail", States.Crashing(), Places.Java("sail", Town.Env("SAIL_MYSQL_HOST", "brine") + "," + Town.Env("SAIL_MYSQL_PORT", "3307")), [.. Places.Boot("sail").Take(4), Hikari, Link, "The last packet sent successfully to the server was 0 milliseconds ago. The driver has not received any packets from the server.", Refused])),
        new("s-1012", [CauseCode.DatabasePortWrong], "sail", Places.Booking("sail").App("sail", States.Crashing(), Places.Java("sail", Town.Env("SPRING_DATASOURCE_URL", "jdbc:mysql://brine:3360/sail?useSSL=false&serverTimezone=UTC")), Hikari, Link, "Caused by: java.net.SocketTimeoutException: connect timed out")),
        new("s-1013", [CauseCode.DatabasePortWrong], "gully", Places.Hill("gully").Lively().App("gully", States.Crashing(), Town.Spec(8083, Town.Env("MONGO_URL", "mongodb://mongo-gully:27018")), Places.Go("gully",
            "{\"level\":\"fatal\",\"time\":\"2026-03-02T09:57:31Z\",\"message\":\"server selection error: server selection timeout, current topology: { Type: Unknown, Servers: [{ Addr: mongo-gully:27018, Type: Unknown, Last error: connection() error occurred during connection handshake: dial tcp 10.96.0.6:27018: connect: connection refused }, ] }\"}"))),
        new("s-1014", [CauseCode.DatabasePortWrong], "tern", Town.Without("tern").Lively().App("tern", States.Crashing(), Mounting("tern-app"),
                "org.postgresql.util.PSQLException: Connection to wren:5433 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.", "Caused by: java.net.ConnectException: Connection refused")
            .File("tern-app", "application.yml", "spring:\n  datasource:\n    url: jdbc:postgresql://wren:5433/tern\n    username: tern\nserver:\n  port: 8080\n")),
        new("s-1015", [CauseCode.DatabasePortWrong, CauseCode.ServiceAddressWrong], "plover", Town.Without("plover").App("plover", States.NotReady, Town.Spec(more: "'args':['--listen=:8080','--redis-addr=siskin:6380']"), Again(5,
            "redis: 2026/03/02 09:57:01 pool.go:367: redis: connection pool: failed to dial after 5 attempts: dial tcp 10.96.0.7:6380: connect: connection refused"))),
        new("s-1016", [CauseCode.DatabasePortWrong, CauseCode.ServicePortMismatch], "brine", Brine("3307").App("sail", States.Crashing(), Places.Java("sail"), Hikari, Link, Refused).App("mast", States.Crashing(), Places.Java("mast"), Hikari, Link, Refused)
            .PodLogs("brine-0", "main", false, "2026-03-02T09:50:05.300Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '8.0.36'  socket: '/var/run/mysqld/mysqld.sock'  port: 3307  MySQL Community Server - GPL.").Check("brine.shop.svc:3306", false, "connection refused")),
        new("s-1017", [CauseCode.DatabasePortWrong, CauseCode.ServiceAddressWrong], "keel", Places.Booking("keel").App("keel", States.NotReady, Places.Java("keel", Town.Env("SPRING_RABBITMQ_HOST", "kelp") + "," + Town.Env("SPRING_RABBITMQ_PORT", "5673")), [.. Places.Boot("keel"), .. Again(4,
            "2026-03-02 09:57:02.001  WARN 1 --- [ntContainer#0-1] o.s.a.r.l.SimpleMessageListenerContainer : Consumer raised exception, processing can restart if the connection factory supports it. Exception summary: org.springframework.amqp.AmqpConnectException: java.net.ConnectException: Connection refused (Connection refused)",
            "2026-03-02 09:57:07.001  INFO 1 --- [ntContainer#0-1] o.s.a.r.c.CachingConnectionFactory       : Attempting to connect to: [kelp:5673]")])),
    ];

    private static IEnumerable<Scenario> ReadOnly =>
    [
        new("s-1021", [CauseCode.DatabaseReadOnly], "brine", Places.Booking("sail", "mast").Lively()
            .App("sail", States.Ready, Places.Java("sail"), [.. Places.Boot("sail"), .. Again(4, "2026-03-02 09:57:02.001 ERROR 1 --- [nio-8080-exec-4] o.h.engine.jdbc.spi.SqlExceptionHelper   : The MySQL server is running with the --read-only option so it cannot execute this statement")])
            .App("mast", States.Ready, Places.Java("mast"), [.. Places.Boot("mast"), .. Again(2, "java.sql.SQLException: The MySQL server is running with the --read-only option so it cannot execute this statement")])),
        new("s-1022", [CauseCode.DatabaseReadOnly], "wren", Town.Without("tern").Lively().App("tern", States.Ready, Town.Spec(env: Town.Env("DB_HOST", "wren")), Again(3, "fail: Microsoft.EntityFrameworkCore.Database.Command[20102]", "      Npgsql.PostgresException (0x80004005): 25006: cannot execute UPDATE in a read-only transaction"))),
        new("s-1023", [CauseCode.DatabaseReadOnly], "mongo-gully", Places.Hill("gully").App("gully", States.Ready, Town.Spec(8083, Town.Env("MONGO_HOST", "mongo-gully:27017")), Again(4, "{\"level\":\"error\",\"time\":\"2026-03-02T09:57:31Z\",\"message\":\"insert failed: (NotWritablePrimary) not primary\"}"))),
        new("s-1024", [CauseCode.DatabaseReadOnly], "siskin", Town.Without("plover").App("plover", States.Ready, Town.Spec(env: Town.Env("CACHE_URL", "siskin:6379")), Again(4, "StackExchange.Redis.RedisServerException: READONLY You can't write against a read only replica.", "   at StackExchange.Redis.ConnectionMultiplexer.ExecuteSyncImpl[T](Message message)"))),
        new("s-1025", [CauseCode.DatabaseReadOnly], "wren", Town.Without("tern", "plover").App("tern", States.Ready, Town.Spec(env: Town.Env("DB_HOST", "wren")), Again(4, "sqlalchemy.exc.OperationalError: (pymysql.err.OperationalError) (1290, 'The MySQL server is running with the --super-read-only option so it cannot execute this statement')"))
            .App("plover", States.Ready, Town.Spec(env: Town.Env("DB_HOST", "wren") + "," + Town.Env("CACHE_URL", "redis://siskin:6379")), Again(4, "Error 1290 (HY000): The MySQL server is running with the --super-read-only option so it cannot execute this statement"))),
    ];

    private static IEnumerable<Scenario> Exhausted =>
    [
        new("s-1031", [CauseCode.DatabaseConnectionsExhausted], "wren", Town.Without("tern").Lively().App("tern", States.Ready, Town.Spec(env: Town.Env("DB_HOST", "wren")), Again(3, "psycopg2.OperationalError: connection to server at \"wren\" (10.96.0.5), port 5432 failed: FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute"))),
        new("s-1032", [CauseCode.DatabaseConnectionsExhausted], "brine", Places.Booking("sail", "keel").Lively().App("sail", States.NotReady, Places.Java("sail"), [.. Places.Boot("sail"), .. Again(3, "2026-03-02 09:57:02.001 ERROR 1 --- [nio-8080-exec-4] o.h.engine.jdbc.spi.SqlExceptionHelper   : Too many connections")])
            .App("keel", States.Crashing(), Places.Java("keel"), Hikari, "java.sql.SQLNonTransientConnectionException: Data source rejected establishment of connection,  message from server: \"Too many connections\"")),
        new("s-1033", [CauseCode.DatabaseConnectionsExhausted], "siskin", Town.Without("plover").App("plover", States.Ready, Town.Spec(env: Town.Env("CACHE_URL", "redis://siskin:6379")), Again(4, "ReplyError: ERR max number of clients reached", "    at parseError (/app/node_modules/redis-parser/lib/parser.js:179:12)"))),
        new("s-1034", [CauseCode.DatabaseConnectionsExhausted], "wren", Town.Without("tern").App("tern", States.Ready, Town.Spec(env: Town.Env("DB_HOST", "wren")), Again(3, "Error: ER_CON_COUNT_ERROR: Too many connections", "    at Handshake.Sequence._packetToError (/app/node_modules/mysql/lib/protocol/sequences/Sequence.js:47:14)"))),
        new("s-1035", [CauseCode.DatabaseConnectionsExhausted], "mongo-gully", Places.Hill("gully", "mongo-gully").App("gully", States.Ready, Town.Spec(8083, Town.Env("MONGO_HOST", "mongo-gully:27017")), Again(3, "{\"level\":\"error\",\"message\":\"connection() error occurred during connection handshake: EOF\"}"))
            .App("mongo-gully", States.Ready, Town.Spec(27017), Again(4, "{\"t\":{\"$date\":\"2026-03-02T09:57:03.311+00:00\"},\"s\":\"I\",\"c\":\"NETWORK\",\"id\":22942,\"ctx\":\"listener\",\"msg\":\"Connection refused because there are too many open connections\",\"attr\":{\"remote\":\"10.244.0.7:41022\",\"connectionCount\":101}}"))),
        new("s-1036", [CauseCode.DatabaseConnectionsExhausted], "sail", Places.Booking("sail").Lively().App("sail", States.Ready, Places.Java("sail"), [.. Places.Boot("sail"), .. Again(4,
            "2026-03-02 09:57:02.001 ERROR 1 --- [nio-8080-exec-4] o.h.engine.jdbc.spi.SqlExceptionHelper   : HikariPool-1 - Connection is not available, request timed out after 30000ms.",
            "org.springframework.transaction.CannotCreateTransactionException: Could not open JPA EntityManager for transaction; nested exception is org.hibernate.exception.JDBCConnectionException: Unable to acquire JDBC Connection")])),
    ];

    // A MySQL that is told to listen elsewhere than its Service says.
    private static TestCluster Brine(string port) => Places.Booking("brine", "sail", "mast").Owned("StatefulSet", "brine", Town.Spec(3306, "", $"'args':['--port={port}']").Replace("team/app:2.4.1", "library/mysql:8.0.36", StringComparison.Ordinal), States.Ready, more: "'replicas':1,'serviceName':'brine'").Service("brine", 3306);
}
