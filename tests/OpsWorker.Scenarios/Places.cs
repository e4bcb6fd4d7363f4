using OpsWorker.Testing;

namespace OpsWorker.Scenarios;

/// <summary>
/// Two more applications: a booking system of Java services behind a gateway, which find each other in a registry and keep
/// their data in a MySQL that they are told of by Secrets; and Go services that keep theirs in a MongoDB each.
/// </summary>
internal static class Places
{
    private static readonly string[] s_booking = ["rope", "sail", "mast", "keel"];

    /// <summary>The booking system without these parts; <c>pier</c> is its gateway, <c>brine</c> its database.</summary>
    public static TestCluster Booking(params string[] absent)
    {
        var town = Cluster();
        if (!absent.Contains("pier")) town.App("pier", States.Ready, Java("pier"), Boot("pier", "GET /api/v1/rope 200", "GET /api/v1/sail 200"));
        if (!absent.Contains("brine"))
        {
            town.Owned("StatefulSet", "brine", Town.Spec(3306, Town.Env("MYSQL_DATABASE", "app")).Replace("team/app:2.4.1", "library/mysql:8.0.36", StringComparison.Ordinal), States.Ready, more: "'replicas':1,'serviceName':'brine'").Service("brine", 3306)
                .PodLogs("brine-0", "main", false, Mysqld());
        }

        town.Owned("StatefulSet", "chart", Town.Spec(8848), States.Ready, more: "'replicas':1").Service("chart", 8848)
            .App("kelp", States.Ready, Town.Spec(5672).Replace("team/app:2.4.1", "library/rabbitmq:3.13", StringComparison.Ordinal), "2026-03-02 09:00:04.551 [info] <0.9.0> Server startup complete; 4 plugins started.", "2026-03-02 09:12:44.100 [warning] <0.912.0> closing AMQP connection <0.912.0> (10.244.0.8:41022 -> 10.244.0.5:5672, vhost: '/', user: 'app'):", "client unexpectedly closed TCP connection");
        foreach (var name in s_booking.Except(absent)) town.App(name, States.Ready, Java(name), Boot(name)).Add("secrets", "Secret", name + "-db", "{'type':'Opaque'}");
        foreach (var name in s_booking) town.Call("pier", name).Call(name, "brine");
        return town.Call("rope", "sail").Call("mast", "keel");
    }

    /// <summary>A Java service that is told of its database by a Secret.</summary>
    public static string Java(string name, string env = "", string more = "", string pod = "") => Town.Spec(8080,
        Town.Env("NACOS_ADDRS", "chart-0.chart.shop.svc.cluster.local") + (env.Length > 0 ? "," : "") + env,
        (more.Length > 0 ? more : $"'envFrom':[{{'secretRef':{{'name':'{name}-db'}}}}]") + ",'readinessProbe':{'tcpSocket':{'port':8080},'initialDelaySeconds':60,'periodSeconds':10,'timeoutSeconds':5,'failureThreshold':3}", pod);

    /// <summary>What a Spring Boot service logs at its start: with warnings that say nothing.</summary>
    public static string[] Boot(string name, params string[] then) =>
    [
        " :: Spring Boot ::        (v2.7.18)",
        $"2026-03-02 09:00:11.204  INFO 1 --- [           main] c.e.{name}.Application : Starting Application using Java 1.8.0_392",
        "2026-03-02 09:00:13.001  WARN 1 --- [           main] o.s.b.a.orm.jpa.JpaBaseConfiguration : spring.jpa.open-in-view is enabled by default.",
        "2026-03-02 09:00:14.660  WARN 1 --- [           main] c.netflix.config.sources.URLConfigurationSource : No URLs will be polled as dynamic configuration sources.",
        "2026-03-02 09:00:19.872  INFO 1 --- [           main] o.s.b.w.embedded.tomcat.TomcatWebServer : Tomcat started on port(s): 8080 (http) with context path ''",
        $"2026-03-02 09:00:20.001  INFO 1 --- [           main] c.e.{name}.Application : Started Application in 9.1 seconds (JVM running for 10.2)",
        .. then,
    ];

    /// <summary>The Go application without these parts; <c>summit</c> is its front.</summary>
    public static TestCluster Hill(params string[] absent)
    {
        var town = Cluster().App("beacon", States.Ready, Town.Spec(8500), "2026-03-02T09:00:02.110Z [WARN]  agent: The bootstrap_expect value is 1", "2026-03-02T09:00:02.990Z [INFO]  agent: Synced node info");
        foreach (var name in (string[])["summit", "scree", "gully", "tarn"])
        {
            if (!absent.Contains(name)) town.App(name, States.Ready, Town.Spec(8083), Go(name));
            if (name == "summit") continue;
            town.Call("summit", name).Call(name, "mongo-" + name);
            if (!absent.Contains("mongo-" + name)) town.App("mongo-" + name, States.Ready, Town.Spec(27017).Replace("team/app:2.4.1", "library/mongo:5.0", StringComparison.Ordinal), Mongod());
        }

        return town;
    }

    /// <summary>What a Go service logs with zerolog.</summary>
    public static string[] Go(string name, params string[] then) =>
    [
        $"{{\"level\":\"info\",\"time\":\"2026-03-02T09:00:01Z\",\"message\":\"Reading config...\"}}",
        $"{{\"level\":\"info\",\"time\":\"2026-03-02T09:00:01Z\",\"message\":\"Initializing consul agent [host: beacon:8500]...\"}}",
        $"{{\"level\":\"info\",\"time\":\"2026-03-02T09:00:02Z\",\"message\":\"Starting {name} server...\"}}",
        .. then,
    ];

    private static TestCluster Cluster() => Town.AddDns(new TestCluster().Node("worker-b"), States.Ready);

    private static string[] Mysqld() =>
    [
        "2026-03-02T09:00:05.120Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.",
        "2026-03-02T09:00:05.300Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '8.0.36'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.",
        "2026-03-02T09:41:05.300Z 91 [Note] [MY-010914] [Server] Aborted connection 91 to db: 'app' user: 'app' host: '10.244.0.7' (Got an error reading communication packets).",
    ];

    private static string[] Mongod() =>
    [
        "{\"t\":{\"$date\":\"2026-03-02T09:00:03.001+00:00\"},\"s\":\"W\",\"c\":\"CONTROL\",\"id\":22120,\"ctx\":\"initandlisten\",\"msg\":\"Access control is not enabled for the database. Read and write access to data and configuration is unrestricted\",\"tags\":[\"startupWarnings\"]}",
        "{\"t\":{\"$date\":\"2026-03-02T09:00:03.311+00:00\"},\"s\":\"I\",\"c\":\"NETWORK\",\"id\":23016,\"ctx\":\"listener\",\"msg\":\"Waiting for connections\",\"attr\":{\"port\":27017,\"ssl\":\"off\"}}",
        "{\"t\":{\"$date\":\"2026-03-02T09:40:12.100+00:00\"},\"s\":\"I\",\"c\":\"NETWORK\",\"id\":22944,\"ctx\":\"conn12\",\"msg\":\"Connection ended\",\"attr\":{\"remote\":\"10.244.0.7:41022\",\"connectionCount\":3}}",
    ];
}
