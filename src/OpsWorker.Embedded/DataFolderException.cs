namespace OpsWorker.Embedded;

/// <summary>The data folder cannot be used; the message says which, why and what to do.</summary>
public sealed class DataFolderException : Exception
{
    /// <summary>For a cause that the message tells whole.</summary>
    public DataFolderException(string message)
        : base(message)
    {
    }

    /// <summary>For a cause that another exception tells more of.</summary>
    public DataFolderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
