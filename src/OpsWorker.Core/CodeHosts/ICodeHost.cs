namespace OpsWorker.Core.CodeHosts;

/// <summary>A host of repositories, such as GitHub or GitLab.</summary>
public interface ICodeHost
{
    /// <summary>
    /// Reads the changes that a roll-out brought from a repository. A failure of the host is a part of the answer, never an exception, and
    /// no answer quotes a credential.
    /// </summary>
    /// <param name="repository">The repository: <c>acme/checkout</c>.</param>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<ChangeAnswer> FindChangesAsync(string repository, ChangeQuestion question, CancellationToken cancellationToken);

    /// <summary>Reads a repository's name with the credential, to test it; the reason for a failure, or null.</summary>
    Task<string?> TestAsync(string repository, CancellationToken cancellationToken);
}
