namespace OpsWorker.Testing.Lambda;

/// <summary>
/// A published function in a process of its own, started as Lambda starts it: with nothing but its environment, beside a
/// stand-in for the Runtime API.
/// </summary>
public sealed class FunctionProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private FunctionProcess(RuntimeApiStandIn api, ChildProcess process)
    {
        Api = api;
        _process = process;
    }

    public RuntimeApiStandIn Api { get; }

    /// <summary>The lines of its log so far.</summary>
    public IReadOnlyList<string> Log => _process.Output;

    /// <summary>When it was started, a timestamp of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long StartedAt => _process.StartedAt;

    /// <summary>The most memory that it held so far, in MiB.</summary>
    public double PeakMegabytes() => _process.PeakMegabytes();

    /// <summary>Starts a function.</summary>
    /// <param name="package">What <c>dotnet publish</c> wrote.</param>
    /// <param name="function">The function's name.</param>
    /// <param name="environment">What is in its environment beside what Lambda sets.</param>
    public static async Task<FunctionProcess> StartAsync(
        FunctionsPublication package, string function, IReadOnlyDictionary<string, string> environment)
    {
        var api = await RuntimeApiStandIn.StartAsync();
        var variables = new Dictionary<string, string>(environment)
        {
            ["AWS_LAMBDA_RUNTIME_API"] = api.Address,
            ["AWS_LAMBDA_FUNCTION_NAME"] = "opsworker-test-" + function,
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["LAMBDA_TASK_ROOT"] = package.Folder,
            ["LANG"] = "en_US.UTF-8",
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
            ["TZ"] = ":UTC",
        };
        foreach (var (name, value) in package.HandlerOf(function)) variables[name] = value;
        return new FunctionProcess(api, ChildProcess.StartWith(variables, package.Folder, package.Program, package.Arguments));
    }

    /// <summary>Calls the function; it has to answer.</summary>
    public async Task<ReadOnlyMemory<byte>> InvokeAsync(ReadOnlyMemory<byte> payload)
    {
        var invocation = Api.InvokeAsync(payload);
        var ended = _process.ExitCodeAsync(CancellationToken.None);
        if (await Task.WhenAny(invocation, ended) == ended) throw new InvalidOperationException("The function ended.\n" + Transcript());
        var outcome = await invocation;
        if (outcome.Error is { } error) throw new InvalidOperationException($"The function failed: {error}\n{Transcript()}");
        return outcome.Response;
    }

    /// <summary>Waits for the process to end by itself; its exit code.</summary>
    public Task<int> ExitCodeAsync(CancellationToken cancellationToken) => _process.ExitCodeAsync(cancellationToken);

    public string Transcript() => _process.Transcript();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await Api.DisposeAsync();
    }
}
