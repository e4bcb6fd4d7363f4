using OpsWorker.Embedded;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary><c>opsworker up</c> as a process of its own, on a data folder that had two organisations before it started.</summary>
internal sealed class TenantsProcess : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ChildProcess? _process;

    /// <summary>The tenant whose things an attacker is after.</summary>
    public Tenant Victim { get; private set; } = null!;

    /// <summary>The tenant who attacks.</summary>
    public Tenant Attacker { get; private set; } = null!;

    /// <summary>Writes the organisations, then starts the program and waits for its address.</summary>
    public static async Task<TenantsProcess> StartAsync()
    {
        var server = new TenantsProcess();
        var options = new EmbeddedOptions { DataFolder = server._folder.File("data"), Time = TimeProvider.System };
        var nowhere = new Uri("http://127.0.0.1");
        await using (var store = EmbeddedStore.Open(options))
        {
            server.Victim = await Tenant.CreateAsync(store, nowhere);
            server.Attacker = await Tenant.CreateAsync(store, nowhere);
        }

        server._process = ChildProcess.StartOpsWorker(["up", "--urls", "http://127.0.0.1:0", "--data", options.DataFolder]);
        const string Begin = "OpsWorker listens on ";
        var line = await server._process.LineAsync(line => line.StartsWith(Begin, StringComparison.Ordinal), "the server's address");
        var address = new Uri(line[Begin.Length..].Split(' ')[0]);
        (server.Victim, server.Attacker) = (server.Victim with { Address = address }, server.Attacker with { Address = address });
        return server;
    }

    /// <summary>The lines that it wrote, for the message of a failed test.</summary>
    public string Log() => _process!.Transcript();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }
}
