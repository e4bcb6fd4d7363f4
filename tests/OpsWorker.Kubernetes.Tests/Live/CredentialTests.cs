using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Live;
using OpsWorker.Kubernetes.Live.Configuration;
using OpsWorker.Kubernetes.Live.Credentials;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Live;

public sealed class CredentialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_token_file_is_read_again_after_a_minute_or_when_refused()
    {
        File.WriteAllText(_folder.File("token"), "one\n");
        var source = new TokenFile(_folder.File("token"), null, _time);
        (await TokenAsync(source)).ShouldBe("one");

        File.WriteAllText(_folder.File("token"), "two\n");
        (await TokenAsync(source)).ShouldBe("one");
        _time.Advance(TimeSpan.FromMinutes(1));
        (await TokenAsync(source)).ShouldBe("two");

        File.WriteAllText(_folder.File("token"), "three\n");
        source.Forget();
        (await TokenAsync(source)).ShouldBe("three");
    }

    [Fact]
    public async Task In_a_pod_the_rotated_token_is_used_at_once_when_the_old_one_is_refused()
    {
        await using var live = await LiveFixture.StartAsync();
        File.WriteAllText(_folder.File("token"), ApiServerStandIn.FirstToken);
        File.WriteAllText(_folder.File("ca.crt"), live.Server.Certificates.AuthorityPem);
        File.WriteAllText(_folder.File("namespace"), "shop");
        var environment = new Dictionary<string, string?>
        {
            ["KUBERNETES_SERVICE_HOST"] = live.Server.Address.Host,
            ["KUBERNETES_SERVICE_PORT"] = $"{live.Server.Address.Port}",
        };
        var connection = InClusterConfiguration.Find(environment.GetValueOrDefault, _folder.FullPath, TimeProvider.System).ShouldNotBeNull();
        connection.Namespace.ShouldBe("shop");
        using var reader = new LiveReader(connection, TimeProvider.System);
        var query = new Query { Verb = QueryVerb.List, Resource = "pods" };
        (await reader.ReadAsync(query, TestContext.Current.CancellationToken)).Error.ShouldBeNull();

        live.Server.Token = "rotated";
        File.WriteAllText(_folder.File("token"), "rotated");

        (await reader.ReadAsync(query, TestContext.Current.CancellationToken)).Error.ShouldBeNull();
    }

    [Fact]
    public void Outside_of_a_cluster_there_is_no_such_connection() =>
        InClusterConfiguration.Find(_ => null, _folder.FullPath, _time).ShouldBeNull();

    [Fact]
    public async Task An_exec_plugin_is_run_once_until_its_credential_expires()
    {
        var source = Exec(
            """
            echo run >> "$(dirname "$0")/runs"
            case "$KUBERNETES_EXEC_INFO" in *'"interactive":false'*'"server":"https://k:6443"'*) ;; *) exit 3 ;; esac
            echo "{\"status\":{\"token\":\"$1-$EXTRA\",\"expirationTimestamp\":\"2026-03-01T04:00:00Z\"}}"
            """);

        (await TokenAsync(source)).ShouldBe("arg-value");
        (await TokenAsync(source)).ShouldBe("arg-value");
        Runs().ShouldBe(1);

        _time.Advance(TimeSpan.FromMinutes(60));
        await TokenAsync(source);
        Runs().ShouldBe(2);
    }

    [Theory]
    [InlineData("echo 'please log in' >&2; exit 7", "ended with 7: please log in")]
    [InlineData("echo hunter2", "gave no ExecCredential.")]
    [InlineData("echo '{}'", "gave neither a token nor a certificate.")]
    public async Task An_exec_plugin_that_fails_is_told_without_its_output(string script, string reason)
    {
        var error = await Should.ThrowAsync<KubeConfigException>(() => TokenAsync(Exec(script)));

        error.Message.ShouldEndWith(reason);
        error.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task An_exec_plugin_that_is_not_installed_is_told_with_the_hint()
    {
        var error = await Should.ThrowAsync<KubeConfigException>(() => TokenAsync(Connect("no-such-program-anywhere")));

        error.Message.ShouldContain("no-such-program-anywhere could not be started");
        error.Message.ShouldEndWith("Install it.");
    }

    [Fact]
    public void A_credential_does_not_print_its_token() => new Credential("hunter2", null).ToString().ShouldNotContain("hunter2");

    private ICredentialSource Exec(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The plugin of this test is a shell script.");
        var file = _folder.File("plugin");
        File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return Connect("./plugin");
    }

    private ICredentialSource Connect(string command)
    {
        var config = _folder.File("config");
        File.WriteAllText(config,
            $$"""
            current-context: c
            clusters: [{name: k, cluster: {server: "https://k:6443"} }]
            users:
            - name: u
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: {{command}}
                  args: [arg]
                  env: [{name: EXTRA, value: value}]
                  provideClusterInfo: true
                  interactiveMode: IfAvailable
                  installHint: Install it.
            contexts: [{name: c, context: {cluster: k, user: u} }]
            """);
        return KubeConfig.Load([config]).Connect(null, _time).Credentials;
    }

    private int Runs() => File.ReadAllLines(_folder.File("runs")).Length;

    private static async Task<string?> TokenAsync(ICredentialSource source) =>
        (await source.GetAsync(TestContext.Current.CancellationToken)).Token;
}
