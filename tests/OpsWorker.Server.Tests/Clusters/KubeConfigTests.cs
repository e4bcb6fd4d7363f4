using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Server.Clusters;

namespace OpsWorker.Server.Tests.Clusters;

public sealed class KubeConfigTests : IDisposable
{
    private readonly KubeConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_entries_with_the_same_name_and_of_the_current_context_the_first_file_counts()
    {
        string[] files =
        [
            _folder.Write("first", Config("one", "https://one:6443")),
            _folder.PathOf("absent"),
            _folder.Write("second", Config("one", "https://other:6443")),
            _folder.Write("third", Config("two", "https://two:6443/prefix")),
        ];

        (await KubeConfigFolder.ConnectAsync(files)).Server.ShouldBe(new Uri("https://one:6443"));
        (await KubeConfigFolder.ConnectAsync(files, "two")).Server.ShouldBe(new Uri("https://two:6443/prefix"));
    }

    [Fact]
    public async Task A_context_may_take_cluster_and_user_from_other_files()
    {
        var cluster = _folder.Write("cluster", """clusters: [{name: k, cluster: {server: "https://k:6443"}}]""");
        var users = _folder.Write("users", "{clusters: null, contexts: null, users: [{name: u, user: {token: t}}]}");
        var context = _folder.Write(
            "context", "{current-context: c, contexts: [{name: c, context: {cluster: k, user: u, namespace: shop}}]}");

        var connection = await KubeConfigFolder.ConnectAsync([cluster, users, _folder.Write("empty", ""), context]);

        (connection.Server, connection.Namespace).ShouldBe((new Uri("https://k:6443"), "shop"));
    }

    [Fact]
    public async Task Names_of_contexts_that_differ_in_case_are_others()
    {
        string[] files =
        [
            _folder.Write("a", Config("Prod", "https://prod:6443")),
            _folder.Write("b", Config("prod", "https://test:6443")),
        ];

        (await KubeConfigFolder.ConnectAsync(files, "prod")).Server.Host.ShouldBe("test");
    }

    [Theory]
    [InlineData("current-context: [", "{0} is no kubeconfig file: line ")]
    [InlineData("- a", "{0} is no kubeconfig file: its content is no mapping.")]
    [InlineData("a: b", "{0}: current-context is not set; name a context by --context (there is none).")]
    [InlineData("contexts: [{name: b}, {name: a}]", "{0}: current-context is not set; name a context by --context: b, a.")]
    [InlineData("current-context: none", "{0}: there is no context 'none'; name another by --context (there is none).")]
    [InlineData(
        "{current-context: c, contexts: [{name: c, context: {cluster: k}}]}",
        "{0}: the context 'c' needs the cluster 'k', which is in no file; add it by `kubectl config set-cluster`, or name another "
            + "context by --context.")]
    [InlineData(
        "{current-context: c, clusters: [{name: k, cluster: {server: 'https://k'}}], contexts: [{name: c, context: {cluster: k, user: "
            + "u}}]}",
        "{0}: the context 'c' needs the user 'u', which is in no file; add it by `kubectl config set-credentials`, or name another "
            + "context by --context.")]
    public async Task A_file_that_cannot_be_used_is_named_with_the_remedy(string content, string error)
    {
        var message = await ErrorAsync(content);

        message.ShouldStartWith(error.Replace("{0}", _folder.PathOf("config"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("insecure-skip-tls-verify: true", "{token: t}", "insecure-skip-tls-verify of the cluster 'k' is not supported")]
    [InlineData("certificate-authority-data: '%'", "{token: t}", "certificate-authority-data of the cluster 'k' is not Base64.")]
    [InlineData(
        "certificate-authority-data: aGk=",
        "{token: t}",
        "certificate-authority of the cluster 'k' has no certificate in PEM form.")]
    [InlineData("certificate-authority: absent.crt", "{token: t}", "certificate-authority of the cluster 'k' cannot be read")]
    [InlineData(
        "proxy-url: 'ftp://p'",
        "{token: t}",
        "proxy-url of the cluster 'k' must be an address that begins with http:// or https:// or socks5://.")]
    [InlineData("", "{client-certificate-data: aGk=}", "the user 'k' has no client-key.")]
    [InlineData("", "{client-key: my.key}", "the user 'k' has no client-certificate.")]
    [InlineData("", "{client-certificate-data: aGk=, client-key-data: aGk=}", "are no certificate with its key.")]
    [InlineData("", "{client-certificate-data: '%', client-key-data: aGk=}", "are no certificate with its key.")]
    [InlineData(
        "",
        "{client-certificate: absent.crt, client-key: absent.key}",
        "client-certificate or client-key of the user 'k' cannot be read")]
    [InlineData("", "{token: t, as: viewer}", "impersonation (as, as-uid, as-groups, as-user-extra) of the user 'k' is not supported")]
    [InlineData("", "{token: t, as-uid: '7'}", "impersonation (as, as-uid, as-groups, as-user-extra) of the user 'k' is not supported")]
    [InlineData(
        "",
        "{token: t, as-groups: [admins]}",
        "impersonation (as, as-uid, as-groups, as-user-extra) of the user 'k' is not supported")]
    [InlineData("", "{auth-provider: {name: gcp}}", "auth-provider 'gcp' of the user 'k' is no longer part of Kubernetes")]
    [InlineData(
        "",
        "{exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}}",
        "has the apiVersion 'client.authentication.k8s.io/v1alpha1'")]
    [InlineData("", "{exec: {apiVersion: client.authentication.k8s.io/v1}}", "the exec plugin of the user 'k' has no command.")]
    [InlineData(
        "",
        "{exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always}}",
        "needs a terminal (interactiveMode Always)")]
    public async Task A_field_that_cannot_be_used_is_named_with_its_file(string cluster, string user, string error)
    {
        var message = await ErrorAsync(KubeConfigFolder.Config("k", $"{{server: \"https://k:6443\", {cluster}}}", user));

        message.ShouldStartWith(_folder.PathOf("config") + ": ");
        message.ShouldContain(error);
    }

    [Theory]
    [InlineData("{}", "the cluster 'k' has no server.")]
    [InlineData("{server: 'k:6443'}", "server of the cluster 'k' must be an address that begins with https:// or http://.")]
    public async Task A_cluster_needs_an_address(string cluster, string error) =>
        (await ErrorAsync(KubeConfigFolder.Config("k", cluster, "{token: t}"))).ShouldEndWith(error);

    [Fact]
    public void Files_are_found_by_the_rules_of_kubectl()
    {
        var (one, two) = (_folder.Write("one", ""), _folder.Write("two", ""));
        var usual = _folder.Write(".kube/config", "");
        var home = Path.GetDirectoryName(Path.GetDirectoryName(usual))!;
        var listed = string.Join(Path.PathSeparator, one, _folder.PathOf("absent"), two);

        Find(null, ("KUBECONFIG", listed), ("HOME", home)).Existing().ShouldBe([one, two]);
        Find(two, ("KUBECONFIG", listed), ("HOME", home)).Existing().ShouldBe([two]);
        Find(null, ("KUBECONFIG", ""), ("HOME", home)).Existing().ShouldBe([usual]);
        Find(null, ("USERPROFILE", home)).Existing().ShouldBe([usual]);
    }

    [Fact]
    public void Files_that_are_missing_are_named_with_the_remedy()
    {
        var absent = _folder.PathOf("absent");

        Error(() => Find(absent).Existing()).ShouldBe($"The kubeconfig file {absent} does not exist; name one that does by "
            + "--kubeconfig FILE.");
        Error(() => Find(null, ("KUBECONFIG", absent)).Existing()).ShouldBe(
            $"KUBECONFIG lists no file that exists ({absent}); set it to one that does, or name one that does by --kubeconfig FILE.");
        Error(() => Find(null, ("HOME", "/home/me")).Existing()).ShouldBe(
            "The kubeconfig file /home/me/.kube/config does not exist, and KUBECONFIG is not set; name one that does by --kubeconfig "
                + "FILE.");
        Error(() => Find(null)).ShouldBe("Neither KUBECONFIG nor HOME is set; name a kubeconfig file by --kubeconfig FILE.");
    }

    private static KubeConfigFiles Find(string? named, params (string Name, string Value)[] environment) =>
        KubeConfigFiles.Find(named, environment.ToDictionary(e => e.Name, e => (string?)e.Value).GetValueOrDefault);

    private static string Error(Action act) => Should.Throw<ClusterConnectionException>(act).Message;

    private async Task<string> ErrorAsync(string content) =>
        (await Should.ThrowAsync<ClusterConnectionException>(() => _folder.ConnectAsync(content))).Message;

    private static string Config(string name, string server) => KubeConfigFolder.Config(name, $"{{server: \"{server}\"}}", "{token: t}");
}
