namespace OpsWorker.Functions.Runtime;

/// <summary>The invocation that the process works on, for its log lines. There is one at a time, so no context has to flow.</summary>
internal sealed class CurrentInvocation
{
    private volatile Invocation? _value;

    /// <summary>The invocation; null while the process starts.</summary>
    public Invocation? Value
    {
        get => _value;
        set => _value = value;
    }
}
