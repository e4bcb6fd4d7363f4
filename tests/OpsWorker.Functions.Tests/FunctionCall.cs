using OpsWorker.Functions.Runtime;

namespace OpsWorker.Functions.Tests;

/// <summary>Calls a function with an event, wherever it runs; the result is its response.</summary>
internal delegate Task<ReadOnlyMemory<byte>> FunctionCall(ReadOnlyMemory<byte> payload);

/// <summary>Calls functions in this process.</summary>
internal static class FunctionCalls
{
    /// <summary>The event as an invocation with a minute until its deadline, by the function's own clock.</summary>
    public static Invocation Invocation(ReadOnlyMemory<byte> payload, TimeProvider time) => new()
    {
        RequestId = "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
        Deadline = time.GetUtcNow() + TimeSpan.FromMinutes(1),
        Payload = payload,
    };

    /// <summary>Calls the function as the runtime does.</summary>
    public static FunctionCall In(this IFunction function, TimeProvider time) =>
        payload => function.InvokeAsync(Invocation(payload, time), CancellationToken.None);
}
