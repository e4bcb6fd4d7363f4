using System.CommandLine;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Server.Hosting.Agents;

namespace OpsWorker.Server.Commands;

/// <summary>The options of <c>opsworker up</c> that name a cluster which the server asks itself.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string?> _dump = new("--dump")
    {
        Description = "A recorded cluster: a folder that `kubectl cluster-info dump --output-directory` wrote.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _kubeconfig = KubeConfigArgument.FileOption(
        "Ask the live cluster of this kubeconfig, without an agent. Only reads. Without FILE: KUBECONFIG, then ~/.kube/config.");
    private readonly Option<string?> _context = KubeConfigArgument.ContextOption();

    private readonly Option<string?> _name = new("--cluster")
    {
        Description = $"What alerts call that cluster in their label `cluster`. Default: {InProcessCluster.DefaultName}",
        HelpName = "NAME",
    };

    private readonly WatchOptions _watch = new();

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _dump, _kubeconfig, _context, _name }) command.Add(option);
        _watch.AddTo(command);
    }

    /// <summary>The cluster, with settings standing in for options that are missing; null where none is named.</summary>
    /// <exception cref="UserErrorException">It cannot be opened, or two are named.</exception>
    public async Task<InProcessCluster?> OpenAsync(ParseResult arguments, IConfiguration configuration, CancellationToken cancellationToken)
    {
        string? Value(Option<string?> option, string setting) =>
            (arguments.GetValue(option) ?? configuration[setting]) is { Length: > 0 } value ? value : null;

        var (dump, kubeconfig, context) = (Value(_dump, "Dump"), Value(_kubeconfig, "Kubeconfig"), Value(_context, "Context"));
        var name = Value(_name, "Cluster") ?? InProcessCluster.DefaultName;
        var isLive = (kubeconfig ?? context) is not null || arguments.GetResult(_kubeconfig) is not null;
        if (dump is not null && isLive)
        {
            throw new UserErrorException(
                "Both a recorded cluster (--dump) and a live one (--kubeconfig, --context) are named; name one of them.");
        }

        var watch = _watch.Read(arguments, configuration);
        if (watch is not null && !isLive)
        {
            throw new UserErrorException("There is no live cluster to watch (--watch): name one by --kubeconfig or --context.");
        }

        if (dump is not null) return new InProcessCluster(name, DumpArgument.Open(dump), $"the recording in {dump}");
        if (!isLive) return null;
        var connection = await KubeConfigArgument.ConnectAsync(kubeconfig, context, cancellationToken);
        var reader = new LiveReader(connection, TimeProvider.System, new LiveReaderOptions { Prometheus = Prometheus(configuration) });
        return new InProcessCluster(name, reader, connection.Server.AbsoluteUri)
        {
            Watched = watch is null ? null : new WatchedCluster(connection, watch),
        };
    }

    private static Uri? Prometheus(IConfiguration configuration)
    {
        if (configuration["PrometheusUrl"] is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
            ? url
            : throw new UserErrorException(
                "PrometheusUrl is wrong; an address that begins with https:// or http://, without user and password, was expected.");
    }
}
