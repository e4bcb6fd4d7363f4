namespace OpsWorker.Functions.Runtime;

/// <summary>A Lambda function. Lambda gives a process one invocation at a time.</summary>
internal interface IFunction
{
    /// <summary>Handles an invocation.</summary>
    /// <param name="invocation">The event.</param>
    /// <param name="cancellationToken">Fires shortly before the invocation's deadline.</param>
    /// <returns>The response, JSON in UTF-8.</returns>
    /// <exception cref="LambdaEventException">The event is not of the kind that the function takes.</exception>
    Task<ReadOnlyMemory<byte>> InvokeAsync(Invocation invocation, CancellationToken cancellationToken);
}
