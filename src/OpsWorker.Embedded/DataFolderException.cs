namespace OpsWorker.Embedded;

/// <summary>The data folder cannot be used; the message names the folder, the reason and a remedy.</summary>
public sealed class DataFolderException : Exception
{
    public DataFolderException(string message)
        : base(message)
    {
    }

    public DataFolderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
