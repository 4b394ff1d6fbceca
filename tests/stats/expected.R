# Computes expected.json from items.csv with base R alone, so that no Python had a part in the figures:
#
#     Rscript tests/stats/expected.R tests/stats/items.csv > tests/stats/expected.json
#
# Written with R 4.2.2. Minimum residual is solved here by Newton's method on the equations themselves.

items <- read.csv(commandArgs(trailingOnly = TRUE)[1])
scale_of <- sub("_.*", "", names(items))
complete <- function(x) cov(x[complete.cases(x), , drop = FALSE])
pairwise <- function(x) cov(x, use = "pairwise.complete.obs")
alpha <- function(c) ncol(c) / (ncol(c) - 1) * (1 - sum(diag(c)) / sum(c))

minimum_residual <- function(r) {
  e <- eigen(r)
  l <- abs(e$vectors[, 1]) * sqrt(e$values[1]) * 0.9
  off <- r - diag(diag(r))
  for (round in 1:200) {
    f <- as.vector(off %*% l) - l * (sum(l^2) - l^2)
    j <- off - 2 * outer(l, l)
    diag(j) <- -(sum(l^2) - l^2)
    step <- solve(j, f)
    l <- l - step
    if (max(abs(step)) < 1e-15) break
  }
  stopifnot(max(abs(step)) < 1e-13, all(abs(l) < 1))
  l
}

omega <- function(x, rule) {
  r <- if (rule == "complete") cor(x[complete.cases(x), ]) else cor(x, use = "pairwise.complete.obs")
  l <- minimum_residual(r)
  c(loadings = sum(l)^2 / sum(r), uniquenesses = 1 - sum(1 - l^2) / sum(r))
}

item_rest <- function(x) {
  x <- x[complete.cases(x), ]
  sapply(seq_along(x), function(i) cor(x[[i]], rowSums(x[-i])))
}

stratified <- function(x) {
  x <- x[complete.cases(x), ]
  lost <- sapply(unique(scale_of), function(s) {
    part <- x[scale_of == s]
    var(rowSums(part)) * (1 - alpha(cov(part)))
  })
  1 - sum(lost) / var(rowSums(x))
}

digits <- function(v) ifelse(is.na(v), "null", sprintf("%.17g", v))
number <- function(v) if (length(v) > 1) paste0("[", paste(digits(v), collapse = ", "), "]") else digits(v)
lines <- c(sprintf('  "made_by": "base R %s"', getRversion()))
say <- function(name, value) lines <<- c(lines, sprintf('  "%s": %s', name, number(value)))

for (s in unique(scale_of)) {
  part <- items[scale_of == s]
  say(paste0(s, ".people_complete"), sum(complete.cases(part)))
  say(paste0(s, ".alpha.complete"), alpha(complete(part)))
  say(paste0(s, ".alpha.pairwise"), alpha(pairwise(part)))
  filled <- as.data.frame(lapply(part, function(v) ifelse(is.na(v), median(v, na.rm = TRUE), v)))
  say(paste0(s, ".alpha.median_filled"), alpha(cov(filled)))
  for (rule in c("complete", "pairwise")) {
    found <- omega(part, rule)
    for (form in names(found)) say(paste(s, "omega", form, rule, sep = "."), found[[form]])
  }
  say(paste0(s, ".item_rest.complete"), item_rest(part))
  answered <- rowSums(!is.na(part))
  say(paste0(s, ".person_means"), ifelse(answered >= 2, rowMeans(part, na.rm = TRUE), NA))
}
say("all.alpha.complete", alpha(complete(items)))
say("all.alpha.pairwise", alpha(pairwise(items)))
say("all.stratified_alpha.complete", stratified(items))
turned <- items[scale_of == "scope"]
turned$scope_3 <- 6 - turned$scope_3
say("scope_3_not_turned.alpha.complete", alpha(complete(turned)))
say("scope_3_not_turned.item_rest.complete", item_rest(turned))
cat("{\n", paste(lines, collapse = ",\n"), "\n}\n", sep = "")
