using Microsoft.Extensions.Logging;

namespace OpsWorker.Functions.Runtime;

/// <summary>Runs one function: starts it, then gives it one invocation of the Runtime API after the other.</summary>
/// <param name="api">The Runtime API.</param>
/// <param name="current">Where log lines find the invocation.</param>
/// <param name="time">The only clock.</param>
/// <param name="logger">Where failures are logged.</param>
internal sealed partial class LambdaRuntime(
    RuntimeApiClient api, CurrentInvocation current, TimeProvider time, ILogger<LambdaRuntime> logger)
{
    /// <summary>The time before the deadline at which a function's token fires, so that there is time to answer.</summary>
    public static readonly TimeSpan AnswerMargin = TimeSpan.FromMilliseconds(500);

    // The AWS SDK passes the header on from here.
    private const string TraceIdVariable = "_X_AMZN_TRACE_ID";

    /// <summary>Runs until the Runtime API fails; only Lambda ends a process that works.</summary>
    /// <param name="create">Builds the function.</param>
    /// <param name="isSnapStart">A snapshot is taken once the function is started.</param>
    /// <returns>The exit code, never 0.</returns>
    public async Task<int> RunAsync(Func<IFunction> create, bool isSnapStart)
    {
        try
        {
            if (await CreateAsync(create) is not { } function) return 1;
            if (isSnapStart) await api.RestoreAsync();
            while (true) await HandleNextAsync(function);
        }
        catch (RuntimeApiException e)
        {
            RuntimeApiFailed(e.Message);
            return 1;
        }
    }

    private async Task<IFunction?> CreateAsync(Func<IFunction> create)
    {
        try
        {
            return create();
        }
        catch (Exception e)
        {
            StartFailed(e);
            await api.FailInitializationAsync(InvocationError.Of(e));
            return null;
        }
    }

    private async Task HandleNextAsync(IFunction function)
    {
        var invocation = await api.NextAsync();
        current.Value = invocation;
        Environment.SetEnvironmentVariable(TraceIdVariable, invocation.TraceId);
        try
        {
            if (await api.RespondAsync(invocation, await InvokeAsync(function, invocation)) is not { } refusal) return;
            throw new InvalidOperationException($"Lambda refused the response: {refusal}");
        }
        catch (Exception e) when (e is not RuntimeApiException)
        {
            InvocationFailed(e);
            if (await api.FailAsync(invocation, InvocationError.Of(e)) is { } refusal) ReportRefused(refusal);
        }
    }

    private async Task<ReadOnlyMemory<byte>> InvokeAsync(IFunction function, Invocation invocation)
    {
        var left = invocation.Deadline - AnswerMargin - time.GetUtcNow();
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        try
        {
            return await function.InvokeAsync(invocation, limit.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"The function did not finish by its deadline, {invocation.Deadline:O}.", e);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The function could not be started")]
    private partial void StartFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The Lambda Runtime API failed: {Reason}")]
    private partial void RuntimeApiFailed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The invocation failed")]
    private partial void InvocationFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Lambda refused the report of the failure: {Reason}")]
    private partial void ReportRefused(string reason);
}
