using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Sessions;
using RazorSlices;

namespace OpsWorker.Portal.Http;

/// <summary>A request of a signed-in person for a page or an action.</summary>
internal sealed class PortalRequest(HttpContext context, SignedIn person, IFormCollection? form)
{
    public HttpContext Context => context;

    /// <summary>The person.</summary>
    public Principal Principal => person.Principal;

    public OrganisationId Organisation => person.Principal.Organisation;

    public CancellationToken Cancel => context.RequestAborted;

    /// <summary>The fields of a POST; empty for a GET.</summary>
    public IFormCollection Form => form ?? FormCollection.Empty;

    public DateTimeOffset Now => Service<TimeProvider>().GetUtcNow();

    public T Service<T>()
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    /// <summary>A part of the path.</summary>
    public string Route(string name) => context.Request.RouteValues[name]?.ToString() ?? "";

    /// <summary>A parameter of the address, without blanks around it; null where it is missing or empty.</summary>
    public string? Query(string name) => context.Request.Query[name].ToString().Trim() is { Length: > 0 } value ? value : null;

    /// <summary>The frame around a page.</summary>
    /// <param name="title">The title, without the product's name.</param>
    /// <param name="section">The section of the navigation.</param>
    /// <param name="revision">Changes with what the page shows, for pages that follow it; null for others.</param>
    public Frame Frame(string title, PortalSection section, string? revision = null) =>
        new(title, section, Service<FormToken>().Create(person.Session.Id), Now)
        {
            Revision = revision,
            Message = PortalMessages.Find(Query("done")),
        };

    /// <summary>True if the browser has the page of this revision already.</summary>
    public bool Has(string revision) => context.Request.Headers["If-Revision"] == revision;

    public static IResult Page(RazorSlice page, int status = StatusCodes.Status200OK) => new HtmlAnswer(page, status);

    public static IResult Unchanged() => TypedResults.StatusCode(StatusCodes.Status304NotModified);

    public IResult NotFound(string what) => Page(
        ProblemPage.Create(new Problem(
            Frame("Not found", PortalSection.None),
            "Not found",
            $"There is no {what} of this address, or no longer.",
            "Old records are removed after a while: see Settings.")),
        StatusCodes.Status404NotFound);

    public IResult Invalid(string detail) => Page(
        ProblemPage.Create(
            new Problem(Frame("Not possible", PortalSection.None), "This is not possible", detail, "Go back and change it.")),
        StatusCodes.Status400BadRequest);

    /// <summary>Leads to a page after an action.</summary>
    public static IResult See(string path) => new SeeOther(path);
}
