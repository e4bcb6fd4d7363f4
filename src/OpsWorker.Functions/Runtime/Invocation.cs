namespace OpsWorker.Functions.Runtime;

/// <summary>One event that Lambda gives the function to handle, with what the Runtime API's headers say of it.</summary>
internal sealed record Invocation
{
    /// <summary>Lambda's id of the request; the same in every attempt of an event that is delivered again.</summary>
    public required string RequestId { get; init; }

    /// <summary>The time at which Lambda ends the process unless it has answered.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>The X-Ray header, for example <c>Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1</c>; null without one.</summary>
    public string? TraceId { get; init; }

    /// <summary>The ARN that was invoked, of the function, a version or an alias.</summary>
    public string FunctionArn { get; init; } = "";

    /// <summary>The event, JSON in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }
}
