using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

/// <summary>Edges of the dependency graph that logs and mounted files give.</summary>
public sealed class EdgeTests
{
    private const string ReadOnly = "The MySQL server is running with the --read-only option so it cannot execute this statement";
    private const string Spring =
        "- uri: lb://${CART_HOST:cart}\\n  predicates: [Path=/orders/**]\\n- uri: lb://${CART_HOST:cart}\\n  predicates: [Path=/cart/**]";

    private static readonly string SpringByVariable = Spring.Replace(
        "CART_HOST:cart}\\n  predicates: [Path=/orders", "ORDERS_HOST:cart}\\n  predicates: [Path=/orders", StringComparison.Ordinal);

    [Fact]
    public void Of_two_databases_the_one_whose_clients_are_others_is_not_meant() => new TestCluster()
        .Healthy("orders-db", 3306).Healthy("registry-db", 3306).Healthy("web").Logs("web", ReadOnly, ReadOnly)
        .Deployment("registry").Pod("registry", States.Ready.Replace("10.1.0.9", "10.1.0.77", StringComparison.Ordinal)).Service("registry")
        .Logs("registry-db", "[Note] Aborted connection 7 to db: 'r' user: 'r' host: '10.1.0.77'")
        .ShouldFind(CauseCode.DatabaseReadOnly, "orders-db");

    [Fact]
    public void A_database_that_complains_itself_is_meant_although_its_address_stands_in_a_secret() => new TestCluster()
        .Healthy("orders-db", 3306).Healthy("registry-db", 3306).Healthy("web").Logs("web", "Too many connections", "Too many connections")
        .Logs("orders-db", "[Warning] Too many connections", "[Warning] Too many connections")
        .ShouldFind(CauseCode.DatabaseConnectionsExhausted, "orders-db");

    [Fact]
    public void A_server_that_a_client_names_by_address_is_what_the_client_needs() => new TestCluster()
        .Deployment("cart").Pod("cart", States.Waiting("ImagePullBackOff", "manifest unknown: not found")).Service("cart", 8080)
        .Deployment("web").Pod("web", States.Crashing()).Service("web", 80, targetPort: "9999")
        .Logs("web", "dial tcp 10.0.0.9:8080: connect: connection refused", "dial tcp 10.0.0.9:8080: connect: connection refused")
        .ShouldFind(CauseCode.ImageReferenceInvalid, "cart");

    [Fact]
    public void Placeholders_with_defaults_are_routes() => new TestCluster().Healthy("cart").Healthy("orders").Call("edge", "orders")
        .Add("configmaps", "ConfigMap", "routes", $"{{'data':{{'application.yml':'{Spring}'}}}}")
        .Healthy("edge", podSpec: "{'containers':[{'name':'main','image':'i'}],'volumes':[{'name':'c','configMap':{'name':'routes'}}]}")
        .ShouldFind(CauseCode.GatewayMisroute, "edge");

    [Fact]
    public void A_variable_comes_before_a_placeholders_default() => new TestCluster()
        .Healthy("cart").Healthy("orders").Call("edge", "orders")
        .Add("configmaps", "ConfigMap", "routes", $"{{'data':{{'application.yml':'{SpringByVariable}'}}}}")
        .Healthy("edge", podSpec: "{'containers':[{'name':'main','image':'i','env':[{'name':'ORDERS_HOST','value':'orders'}]}],"
            + "'volumes':[{'name':'c','configMap':{'name':'routes'}}]}")
        .ShouldNotFind(CauseCode.GatewayMisroute);

    [Fact]
    public void The_address_stands_in_the_first_line_of_an_entry() => new TestCluster()
        .Deployment("cart").Pod("cart", States.Waiting("ImagePullBackOff", "manifest unknown: not found")).Service("cart", 8080)
        .Deployment("web").Pod("web", States.Crashing()).Service("web", 80, targetPort: "9999")
        .Logs("web", "Error: connect ECONNREFUSED 10.0.0.9:8080", "    at connect (net.js:1)", "  code: 'ECONNREFUSED',")
        .ShouldFind(CauseCode.ImageReferenceInvalid, "cart");

    [Fact]
    public void The_variables_of_an_injected_container_are_nobodys_wrong_addresses() => new TestCluster()
        .Healthy("shop-app").Healthy("web").Call("web", "shop-app")
        .Deployment("api").Add("pods", "Pod", "api-7d4b9c-00001", Injected).Service("api").Call("api", "shop-app")
        .ShouldNotFind(CauseCode.ServiceAddressWrong);

    private const string Injected =
        "{'metadata':{'labels':{'app':'api'},'ownerReferences':[{'kind':'ReplicaSet','name':'api-7d4b9c','controller':true}]},"
        + "'spec':{'nodeName':'worker-a','containers':[{'name':'main','image':'i'},{'name':'istio-proxy','image':'p',"
        + "'env':[{'name':'ISTIO_META_OWNER','value':'kubernetes://apps/v1/namespaces/shop/deployments/api'}]}]},'status':"
        + States.NotReady + "}";

    [Fact]
    public void A_claim_of_a_class_that_is_not_there_is_the_object_where_no_volume_waits_for_it() => Claiming("nowhere", "ReadWriteOnce")
        .ShouldFind(CauseCode.PvcStorageClassMismatch, "data");

    [Fact]
    public void A_provisioner_of_one_node_makes_no_volume_for_many() => Claiming("local", "ReadWriteMany")
        .ShouldFind(CauseCode.PvcAccessModeMismatch, "data");

    [Fact]
    public void A_probe_that_the_revision_before_did_not_have_asks_the_wrong_port() => new TestCluster()
        .Deployment("web", "{'containers':[{'name':'main','image':'i','readinessProbe':{'httpGet':{'port':40,'path':'/'}}}]}", replicas: 2)
        .Pod("web", States.NotReady).Add("pods", "Pod", "web-old", OldPod)
        .PodEvent("web", "Unhealthy", "Readiness probe failed: dial tcp 10.1.0.9:40: connect: connection refused")
        .ShouldFind(CauseCode.ReadinessProbePortWrong, "web");

    private const string OldPod =
        "{'metadata':{'labels':{'app':'web'},'ownerReferences':[{'kind':'Deployment','name':'web','controller':true}]},"
        + "'spec':{'containers':[{'name':'main','image':'i'}]},'status':" + States.Ready + "}";

    private static TestCluster Claiming(string storageClass, string mode) => new TestCluster()
        .Add("storageclasses", "StorageClass", "local", "{'provisioner':'rancher.io/local-path'}", ns: null)
        .Add("persistentvolumeclaims", "PersistentVolumeClaim", "data",
            $"{{'spec':{{'storageClassName':'{storageClass}','accessModes':['{mode}']}},'status':{{'phase':'Pending'}}}}")
        .Deployment("web", "{'volumes':[{'name':'v','persistentVolumeClaim':{'claimName':'data'}}]}")
        .Pod("web", States.Unscheduled, node: null);
}
