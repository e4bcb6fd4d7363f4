namespace OpsWorker.Pipeline.Models.Claims;

/// <summary>Words by which a sentence is read: nouns that stand beside a name, words that are no name there, causes, counts.</summary>
internal static class PlainWords
{
    /// <summary>Nouns beside which a name stands: "the redis database", "pod web".</summary>
    public static readonly HashSet<string> Nouns = Set(
        "pod pods deployment statefulset daemonset replicaset job cronjob service services ingress node nodes namespace container "
        + "containers secret configmap image registry volume claim database cache queue broker host server client workload application app "
        + "certificate webhook policy quota endpoint port team repository branch release chart cluster topic table");

    /// <summary>Words that may stand beside such a noun without being a name.</summary>
    public static readonly HashSet<string> NoNames = Set(
        "a an the this that these those its their his her any each every all both no none one other another same such some most many few "
        + "which whose what who when where while after before since until because if then so and or but nor not only also still even "
        + "is are was were be been being has have had having does do did can cannot could may might must should will would "
        + "in on of at by to from for with without within into onto over under out up down off through during between per as than via "
        + "it they he she we you there here itself themselves "
        + "new old own first last next previous current former latest earlier later main whole single failing failed broken missing "
        + "pending ready unready unhealthy healthy running stopped restarted deleted created changed affected related dependent wrong "
        + "right valid invalid expired full empty unavailable available unreachable reachable refused slow stuck init sidecar "
        + "backing target upstream downstream calling called named itself fails fail failed needs need needed uses use used asks asked "
        + "mounts mounted refers referred selects selected runs ran stays stayed becomes became gets got keeps kept lacks lacked "
        + "cannot starts started start stops stop restarts restart exits exited crashes crashed waits waited routes routed serves served "
        + "answers answered exists existed accepts accepted listens listened exceeds exceeded reports reported shows showed pulls pulled "
        + "pod pods deployment statefulset daemonset replicaset job cronjob service services ingress node nodes namespace container "
        + "containers secret configmap image registry volume claim database cache queue broker host server client workload application "
        + "app certificate webhook policy quota endpoint endpoints port cluster names name number numbers key keys value limit limits "
        + "memory cpu disk network pull probe readiness liveness startup restart restarts error errors log logs state status reason");

    /// <summary>Names that anyone may write: kinds of Kubernetes and abbreviations.</summary>
    public static readonly HashSet<string> KnownNames = Set(
        "kubernetes pod pods deployment deployments statefulset statefulsets daemonset daemonsets replicaset replicasets job jobs cronjob "
        + "cronjobs service services ingress ingresses node nodes namespace secret secrets configmap configmaps persistentvolume "
        + "persistentvolumeclaim persistentvolumeclaims storageclass horizontalpodautoscaler networkpolicy networkpolicies resourcequota "
        + "limitrange serviceaccount serviceaccounts poddisruptionbudget endpoints endpointslice rolebinding clusterrole role "
        + "api dns tcp udp http https tls url id ip cpu oom pvc hpa rbac crd json yaml sql grpc i");

    private static readonly HashSet<string> s_causal = Set(
        "because caused cause causes causing due thus hence therefore consequently thereby triggers triggered triggering leads led leading "
        + "results resulted resulting makes made forces forced breaks broke prevents prevented blocks blocked stops so");

    private static readonly Dictionary<string, string> s_counts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["two"] = "2",
        ["three"] = "3",
        ["four"] = "4",
        ["five"] = "5",
        ["six"] = "6",
        ["seven"] = "7",
        ["eight"] = "8",
        ["nine"] = "9",
        ["ten"] = "10",
        ["eleven"] = "11",
        ["twelve"] = "12",
        ["twenty"] = "20",
        ["thirty"] = "30",
        ["forty"] = "40",
        ["fifty"] = "50",
        ["sixty"] = "60",
        ["ninety"] = "90",
        ["hundred"] = "100",
        ["hundreds"] = "100",
        ["thousand"] = "1000",
        ["thousands"] = "1000",
        ["million"] = "1000000",
        ["dozen"] = "12",
        ["dozens"] = "12",
        ["twice"] = "2",
        ["half"] = "50",
        ["double"] = "2",
    };

    /// <summary>True for a word by which a sentence claims that one thing follows from another.</summary>
    public static bool IsCausal(string word) => s_causal.Contains(word);

    /// <summary>The number that a word stands for; null for another word.</summary>
    public static string? Count(string word) => s_counts.GetValueOrDefault(word);

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
